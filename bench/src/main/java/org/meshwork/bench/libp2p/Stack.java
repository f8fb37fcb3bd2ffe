package org.meshwork.bench.libp2p;

/** A transport and what secures it, by the names that {@code interop/js} has for them. */
record Stack(String transport, String security) {
  static final Stack NOISE = new Stack("tcp", "noise");
  static final Stack TLS = new Stack("tcp", "tls");
  static final Stack QUIC = new Stack("quic", "tls");

  boolean isQuic() {
    return transport.equals("quic");
  }

  String anyPort() {
    return isQuic() ? "/ip4/127.0.0.1/udp/0/quic-v1" : "/ip4/127.0.0.1/tcp/0";
  }

  @Override
  public String toString() {
    return isQuic() ? transport : transport + " + " + security + " + yamux";
  }
}
