package org.meshwork.libp2p.discovery.mdns.wire;

import java.util.HashMap;
import java.util.Map;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;

/** Writes the parts of a message; a name that was written before only once. For one thread. */
final class DnsWriter {
  private static final int POINTER = 0xc000;
  private static final int MAX_PLACE = 0x3fff;

  private final ByteWriter out = new ByteWriter();
  private final Map<DnsName, Integer> places = new HashMap<>();
  private int size;

  private DnsWriter bytes(Bytes bytes) {
    out.bytes(bytes);
    size += bytes.size();
    return this;
  }

  private DnsWriter octet(int value) {
    out.octet(value);
    size++;
    return this;
  }

  DnsWriter number16(int value) {
    return octet(value >> 8 & 0xff).octet(value & 0xff);
  }

  private void name(DnsName name) {
    DnsName rest = name;
    while (!rest.isRoot() && !places.containsKey(rest)) {
      if (size <= MAX_PLACE) {
        places.put(rest, size);
      }
      bytes(rest.firstLabel());
      rest = rest.parent();
    }
    if (rest.isRoot()) {
      octet(0);
    } else {
      number16(POINTER | places.get(rest));
    }
  }

  void question(DnsQuestion question) {
    name(question.name());
    number16(question.type());
    number16(DnsReader.INTERNET);
  }

  void record(DnsRecord record) {
    name(record.owner());
    number16(record instanceof Pointer ? DnsQuestion.PTR : DnsQuestion.TXT);
    number16(DnsReader.INTERNET);
    long seconds = Math.min(record.timeToLive().toSeconds(), Integer.MAX_VALUE);
    number16((int) (seconds >> 16)).number16((int) seconds & 0xffff);
    if (record instanceof Pointer pointer) {
      pointer(pointer);
    } else if (record instanceof Text text) {
      text(text);
    }
  }

  private void pointer(Pointer pointer) {
    number16(lengthOf(pointer.target()));
    name(pointer.target());
  }

  private int lengthOf(DnsName name) {
    int length = 0;
    DnsName rest = name;
    for (; !rest.isRoot() && !places.containsKey(rest); rest = rest.parent()) {
      length += rest.firstLabel().size();
    }
    return length + (rest.isRoot() ? 1 : 2);
  }

  private void text(Text text) {
    int length = text.strings().stream().mapToInt(string -> 1 + string.size()).sum();
    // A record has at least one string (RFC 6763 section 6.1).
    number16(Math.max(length, 1));
    if (length == 0) {
      octet(0);
    }
    text.strings().forEach(string -> octet(string.size()).bytes(string));
  }

  Bytes toBytes() {
    return out.toBytes();
  }
}
