package org.meshwork.libp2p.discovery.mdns.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Reads the parts of a message from the first to the last. For one thread. */
final class DnsReader {
  static final int INTERNET = 1;
  private static final int MAX_POINTERS = 16;
  private static final int ANY_CLASS = 255;

  /** The bit above it asks for an answer by unicast, or to forget what was said before. */
  private static final int CLASS_BITS = 0x7fff;

  private static final int POINTER = 0xc0;

  private final Bytes message;
  private int position;

  DnsReader(Bytes message) {
    this.message = message;
  }

  private int octet(int at) {
    if (at >= message.size()) {
      throw new InputRefused(Reason.TRUNCATED, "a message that ends too early");
    }
    return message.at(at);
  }

  int number16() {
    int number = octet(position) << 8 | octet(position + 1);
    position += 2;
    return number;
  }

  private long number32() {
    return (long) number16() << 16 | number16();
  }

  private Bytes take(int from, int length) {
    if (length > message.size() - from) {
      throw new InputRefused(Reason.TRUNCATED, "a message that ends too early");
    }
    return message.slice(from, from + length);
  }

  /** Empty if it is of another class. */
  Optional<DnsQuestion> question() {
    DnsName name = name();
    int type = number16();
    int kind = number16() & CLASS_BITS;
    return kind == INTERNET || kind == ANY_CLASS
        ? Optional.of(new DnsQuestion(name, type))
        : Optional.empty();
  }

  /** Empty if it is of another class, or of a type that is not known here. */
  Optional<DnsRecord> record() {
    DnsName owner = name();
    int type = number16();
    int kind = number16() & CLASS_BITS;
    Duration timeToLive = timeToLive(number32());
    int length = number16();
    int end = position + length;
    if (end > message.size()) {
      throw new InputRefused(Reason.TRUNCATED, "a message that ends too early");
    }
    Optional<DnsRecord> record =
        kind == INTERNET ? record(owner, type, timeToLive, end) : Optional.empty();
    position = end;
    return record;
  }

  private Optional<DnsRecord> record(DnsName owner, int type, Duration timeToLive, int end) {
    return switch (type) {
      case DnsQuestion.PTR -> Optional.of(new Pointer(owner, timeToLive, target(end)));
      case DnsQuestion.TXT -> Optional.of(new Text(owner, timeToLive, strings(end)));
      default -> Optional.empty();
    };
  }

  /** With the highest bit set it is none (RFC 2181 section 8). */
  private static Duration timeToLive(long seconds) {
    return seconds > Integer.MAX_VALUE ? Duration.ZERO : Duration.ofSeconds(seconds);
  }

  private DnsName target(int end) {
    DnsName target = name();
    if (position != end) {
      throw new InputRefused(Reason.MALFORMED, "a pointer that is not as long as it says");
    }
    return target;
  }

  private List<Bytes> strings(int end) {
    List<Bytes> strings = new ArrayList<>();
    while (position < end) {
      int length = octet(position);
      if (position + 1 + length > end) {
        throw new InputRefused(Reason.TRUNCATED, "a text that is longer than its record");
      }
      if (length > 0) {
        strings.add(message.slice(position + 1, position + 1 + length));
      }
      position += 1 + length;
    }
    return strings;
  }

  private DnsName name() {
    DnsName.Builder name = new DnsName.Builder();
    int start = position;
    int at = position;
    int pointers = 0;
    while (octet(at) != 0) {
      int length = octet(at);
      if (length < DnsName.MAX_LABEL_BYTES + 1) {
        name.label(take(at + 1, length));
        at += 1 + length;
        continue;
      }
      int target = (length & ~POINTER) << 8 | octet(at + 1);
      boolean leadsBack = length >= POINTER && target < start;
      if (!leadsBack || ++pointers > MAX_POINTERS) {
        throw new InputRefused(Reason.MALFORMED, "a name that leads nowhere, or in a circle");
      }
      position = pointers == 1 ? at + 2 : position;
      start = target;
      at = target;
    }
    position = pointers == 0 ? at + 1 : position;
    return name.build();
  }
}
