package org.meshwork.connector;

/**
 * The name of a host in the mesh: its peer id in the usual form, such as {@code 12D3KooW…}. Whether
 * it is one at all is for the connector to say when it is used.
 */
public record PeerName(String id) {
  private static final int MAX_LENGTH = 128;

  /**
   * @throws IllegalArgumentException if it is empty, too long, or has other characters than letters
   *     and digits
   */
  public PeerName {
    if (id.isEmpty() || id.length() > MAX_LENGTH || !id.chars().allMatch(PeerName::isPlain)) {
      throw new IllegalArgumentException("no peer id, which has up to 128 letters and digits");
    }
  }

  private static boolean isPlain(int c) {
    return c >= '0' && c <= '9' || c >= 'A' && c <= 'Z' || c >= 'a' && c <= 'z';
  }

  @Override
  public String toString() {
    return id;
  }
}
