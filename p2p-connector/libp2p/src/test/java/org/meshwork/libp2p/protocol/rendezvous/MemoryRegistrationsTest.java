package org.meshwork.libp2p.protocol.rendezvous;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.netty.util.concurrent.Ticker;
import org.junit.jupiter.api.Test;

class MemoryRegistrationsTest extends RegistrationStoreContractTest {
  @Override
  RegistrationStore newStore(Ticker ticker) {
    return new MemoryRegistrations(ticker, MAX, MAX_OF_PEER, MAX_BYTES);
  }

  @Test
  void needsRoom() {
    assertThatIllegalArgumentException().isThrownBy(() -> new MemoryRegistrations(ticker, 0, 1, 1));
  }
}
