package org.meshwork.connector.adapter.inbound;

import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.InvalidPropertyException;
import jakarta.resource.spi.ResourceAdapter;
import java.util.regex.Pattern;

/**
 * What a listener asks for, as its bean's activation properties say. All of them are texts: of a
 * number that is none the server would say nothing, and go on with the default.
 */
public abstract class ListenerActivation implements ActivationSpec {
  static final int MAX_CONCURRENCY = 1_024;
  static final int MAX_FRAME_BYTES = 4 << 20;

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");

  private String maxConcurrency = "16";
  private String maxFrame = "65536";
  private ResourceAdapter resourceAdapter;
  private boolean isRefused;

  public String getMaxConcurrency() {
    return maxConcurrency;
  }

  public void setMaxConcurrency(String maxConcurrency) {
    this.maxConcurrency = maxConcurrency;
  }

  public String getMaxFrame() {
    return maxFrame;
  }

  public void setMaxFrame(String maxFrame) {
    this.maxFrame = maxFrame;
  }

  /**
   * @throws IllegalArgumentException if it is none that can be, with its name
   */
  int concurrency() {
    return number("maxConcurrency", maxConcurrency, MAX_CONCURRENCY);
  }

  /**
   * @throws IllegalArgumentException if it is none that can be, with its name
   */
  int frameBytes() {
    return number("maxFrame", maxFrame, MAX_FRAME_BYTES);
  }

  /**
   * Whether it has been refused. A server may ask again for a bean that it could not deploy, when
   * it resumes or is reloaded (WildFly 39 does); to refuse it once more would be to stop the
   * server.
   */
  public boolean isRefused() {
    return isRefused;
  }

  void refuse() {
    isRefused = true;
  }

  /** Says nothing of one that has been refused. */
  @Override
  public void validate() throws InvalidPropertyException {
    if (isRefused) {
      return;
    }
    try {
      concurrency();
      frameBytes();
      validateSubject();
    } catch (IllegalArgumentException refused) {
      refuse();
      throw new InvalidPropertyException(refused.getMessage(), refused);
    }
  }

  private static int number(String name, String text, int max) {
    if (text != null && NUMBER.matcher(text).matches()) {
      int number = Integer.parseInt(text);
      if (number >= 1 && number <= max) {
        return number;
      }
    }
    throw new IllegalArgumentException(
        "activation property %s is %s, not a number from 1 to %d".formatted(name, text, max));
  }

  /**
   * @throws IllegalArgumentException if what is listened to can't be, with the property's name
   */
  abstract void validateSubject();

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
