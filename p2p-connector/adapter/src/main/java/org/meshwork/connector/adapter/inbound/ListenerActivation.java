package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;

/**
 * What a listener asks for, as its bean's activation properties say. A property that is not known
 * is refused by the server.
 */
public abstract class ListenerActivation implements ActivationSpec {
  static final int MAX_CONCURRENCY = 1_024;
  static final int MAX_FRAME_BYTES = 4 << 20;

  private int maxConcurrency = 16;
  private int maxFrame = 65_536;
  private ResourceAdapter resourceAdapter;

  public int getMaxConcurrency() {
    return maxConcurrency;
  }

  public void setMaxConcurrency(int maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
  }

  public int getMaxFrame() {
    return maxFrame;
  }

  public void setMaxFrame(int maxFrame) {
    this.maxFrame = maxFrame;
  }

  @Override
  public void validate() throws InvalidPropertyException {
    require("maxConcurrency", maxConcurrency, MAX_CONCURRENCY);
    require("maxFrame", maxFrame, MAX_FRAME_BYTES);
    try {
      validateSubject();
    } catch (IllegalArgumentException refused) {
      throw new InvalidPropertyException(refused.getMessage(), refused);
    }
  }

  /**
   * @throws IllegalArgumentException if what is listened to can't be, with the property's name
   */
  abstract void validateSubject();

  private static void require(String name, int value, int max) throws InvalidPropertyException {
    if (value < 1 || value > max) {
      throw new InvalidPropertyException(
          "activation property %s is %d, not 1 to %d".formatted(name, value, max));
    }
  }

  static String required(String name, String value) {
    if (value == null || value.isEmpty()) {
      throw new IllegalArgumentException("activation property " + name + " is missing");
    }
    return value;
  }

  @Override
  public ResourceAdapter getResourceAdapter() {
    return resourceAdapter;
  }

  @Override
  public void setResourceAdapter(ResourceAdapter resourceAdapter) {
    this.resourceAdapter = resourceAdapter;
  }
}
