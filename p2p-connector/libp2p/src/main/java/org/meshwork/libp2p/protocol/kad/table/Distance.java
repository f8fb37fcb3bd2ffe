package org.meshwork.libp2p.protocol.kad.table;

/** How far apart two keys are: their exclusive or, as one unsigned number of 256 bits. */
public record Distance(long first, long second, long third, long fourth)
    implements Comparable<Distance> {
  @Override
  public int compareTo(Distance other) {
    if (first != other.first) {
      return Long.compareUnsigned(first, other.first);
    }
    if (second != other.second) {
      return Long.compareUnsigned(second, other.second);
    }
    return third == other.third
        ? Long.compareUnsigned(fourth, other.fourth)
        : Long.compareUnsigned(third, other.third);
  }

  int leadingZeros() {
    if (first != 0) {
      return Long.numberOfLeadingZeros(first);
    }
    if (second != 0) {
      return Long.SIZE + Long.numberOfLeadingZeros(second);
    }
    return third == 0
        ? 3 * Long.SIZE + Long.numberOfLeadingZeros(fourth)
        : 2 * Long.SIZE + Long.numberOfLeadingZeros(third);
  }
}
