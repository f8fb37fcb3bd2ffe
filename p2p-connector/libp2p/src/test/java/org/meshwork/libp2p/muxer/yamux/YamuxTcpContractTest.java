package org.meshwork.libp2p.muxer.yamux;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.meshwork.libp2p.connection.StreamContractTest;

/** Yamux keeps the promises of streams, over TCP. */
class YamuxTcpContractTest extends StreamContractTest {
  private static ChannelPairs pairs;

  @BeforeAll
  static void start() {
    pairs = ChannelPairs.tcp();
  }

  @AfterAll
  static void stop() throws Exception {
    pairs.close();
  }

  @Override
  protected Ends connect() throws Exception {
    ChannelPairs.Muxed muxed = pairs.mux(YamuxSettings.DEFAULT);
    return new Ends(muxed.dialler(), muxed.listener());
  }
}
