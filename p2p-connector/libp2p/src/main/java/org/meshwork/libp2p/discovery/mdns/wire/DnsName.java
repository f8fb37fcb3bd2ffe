package org.meshwork.libp2p.discovery.mdns.wire;

import java.nio.charset.StandardCharsets;
import org.meshwork.libp2p.multiformats.ByteWriter;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * A domain name (RFC 1035 section 3.1): labels, of which the outermost comes last. Letters count
 * the same in either case.
 */
public final class DnsName {
  public static final int MAX_BYTES = 255;
  public static final int MAX_LABEL_BYTES = 63;

  /** Each label behind its length, in lower case, and a zero. */
  private final Bytes encoded;

  private DnsName(Bytes encoded) {
    this.encoded = encoded;
  }

  /**
   * @param text labels with dots between them
   * @throws InputRefused if a label or the name is empty or too long
   */
  public static DnsName of(String text) {
    Builder name = new Builder();
    for (String label : text.split("\\.", -1)) {
      name.label(Bytes.utf8(label));
    }
    return name.build();
  }

  /**
   * The name with one more label.
   *
   * @throws InputRefused if either is too long
   */
  public DnsName child(String label) {
    Builder name = new Builder();
    name.label(Bytes.utf8(label));
    for (int at = 0; encoded.at(at) != 0; at += 1 + encoded.at(at)) {
      name.label(encoded.slice(at + 1, at + 1 + encoded.at(at)));
    }
    return name.build();
  }

  /** The name without its first label; itself if it has none. */
  DnsName parent() {
    int first = encoded.at(0);
    return first == 0 ? this : new DnsName(encoded.slice(1 + first, encoded.size()));
  }

  /** Whether this is the other with one more label. */
  public boolean isChildOf(DnsName other) {
    return !isRoot() && parent().equals(other);
  }

  boolean isRoot() {
    return encoded.size() == 1;
  }

  /** The first label behind its length. */
  Bytes firstLabel() {
    return encoded.slice(0, 1 + encoded.at(0));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DnsName name && encoded.equals(name.encoded);
  }

  @Override
  public int hashCode() {
    return encoded.hashCode();
  }

  /** Safe to log. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int at = 0; encoded.at(at) != 0; at += 1 + encoded.at(at)) {
      Bytes label = encoded.slice(at + 1, at + 1 + encoded.at(at));
      text.append(text.isEmpty() ? "" : ".")
          .append(new String(label.toArray(), StandardCharsets.UTF_8));
    }
    return InputRefused.excerpt(text.toString());
  }

  /** Puts a name together, within its bounds. */
  static final class Builder {
    private final ByteWriter out = new ByteWriter();

    /** With the zero at the end. */
    private int bytes = 1;

    void label(Bytes label) {
      bytes += 1 + label.size();
      if (label.isEmpty()) {
        throw new InputRefused(Reason.MALFORMED, "a name with an empty label");
      }
      if (label.size() > MAX_LABEL_BYTES || bytes > MAX_BYTES) {
        throw new InputRefused(Reason.TOO_LARGE, "a name that is too long");
      }
      out.octet(label.size());
      for (int at = 0; at < label.size(); at++) {
        int octet = label.at(at);
        out.octet(octet >= 'A' && octet <= 'Z' ? octet + ('a' - 'A') : octet);
      }
    }

    DnsName build() {
      return new DnsName(out.octet(0).toBytes());
    }
  }
}
