package org.meshwork.libp2p.multiformats;

import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/**
 * The kinds of values in addresses: each reads its text, and writes it from bytes that it checks.
 */
enum AddressValue {
  NONE {
    @Override
    Bytes parse(String text) {
      throw new IllegalStateException("a protocol without a value has no text to read");
    }

    @Override
    String print(Bytes bytes) {
      requireSize(bytes, 0);
      return "";
    }
  },
  IP4 {
    @Override
    Bytes parse(String text) {
      return Ip4Text.parse(text);
    }

    @Override
    String print(Bytes bytes) {
      check(bytes);
      return Ip4Text.print(bytes);
    }

    @Override
    void check(Bytes bytes) {
      requireSize(bytes, 4);
    }
  },
  IP6 {
    @Override
    Bytes parse(String text) {
      return Ip6Text.parse(text);
    }

    @Override
    String print(Bytes bytes) {
      check(bytes);
      return Ip6Text.print(bytes);
    }

    @Override
    void check(Bytes bytes) {
      requireSize(bytes, 16);
    }
  },
  PORT {
    @Override
    Bytes parse(String text) {
      int port = Decimal.parse(text, 0xffff, "port");
      return new ByteWriter().octet(port >>> 8).octet(port).toBytes();
    }

    @Override
    String print(Bytes bytes) {
      check(bytes);
      return Integer.toString(bytes.at(0) << 8 | bytes.at(1));
    }

    @Override
    void check(Bytes bytes) {
      requireSize(bytes, 2);
    }
  },
  NAME {
    @Override
    Bytes parse(String text) {
      return AddressName.parse(text);
    }

    @Override
    String print(Bytes bytes) {
      return AddressName.print(bytes);
    }
  },
  PEER {
    @Override
    Bytes parse(String text) {
      return PeerText.parse(text).encode();
    }

    @Override
    String print(Bytes bytes) {
      return PeerText.print(Multihash.decode(bytes));
    }

    @Override
    void check(Bytes bytes) {
      Multihash.decode(bytes);
    }
  },
  CERTIFICATE {
    @Override
    Bytes parse(String text) {
      return Multihash.decode(Multibase.decode(text)).encode();
    }

    @Override
    String print(Bytes bytes) {
      return Multibase.BASE64_URL.encode(Multihash.decode(bytes).encode());
    }
  };

  abstract Bytes parse(String text);

  abstract String print(Bytes bytes);

  /** Throws what {@link #print} would throw; cheaper where that is. */
  void check(Bytes bytes) {
    print(bytes);
  }

  private static void requireSize(Bytes bytes, int size) {
    if (bytes.size() != size) {
      throw new InputRefused(
          Reason.MALFORMED, "a value of " + bytes.size() + " bytes where " + size + " are");
    }
  }
}
