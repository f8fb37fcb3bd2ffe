package org.meshwork.connector.adapter;

/** A property of the adapter has a value that it can't have. */
final class PropertyRejected extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * @param name as the console shows it
   * @param remedy what it should be
   */
  PropertyRejected(String name, String remedy, Throwable cause) {
    super("property %s of the resource adapter: %s".formatted(name, remedy), cause);
  }
}
