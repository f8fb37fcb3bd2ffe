package org.meshwork.libp2p.transport.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.security.pnet.PreSharedKey;
import org.meshwork.libp2p.security.pnet.PrivateNetwork;
import org.meshwork.libp2p.transport.Listener;

/** The same over a private network, and what keeps others out. */
class PrivateTcpTransportContractTest extends TcpTransportContractTest {
  private static final PrivateNetwork OURS = network("07");
  private static final PrivateNetwork OTHERS = network("08");

  private Optional<PrivateNetwork> current = Optional.of(OURS);

  private static PrivateNetwork network(String octet) {
    return new PrivateNetwork(new PreSharedKey(Bytes.ofHex(octet.repeat(32))), new SecureRandom());
  }

  @Override
  protected Optional<PrivateNetwork> network() {
    return current;
  }

  @Test
  void admitsMembersAlone() throws Exception {
    Duration timeout = Duration.ofSeconds(1);
    Listener listener = get(transport(LISTENER_KEY, timeout).listen(anyPort(), connection -> {}));
    Connection member =
        get(transport(DIALER_KEY, timeout).dial(listener.address(), Optional.empty()));
    assertThat(member.description()).contains("private network");
    get(member.close());
    current = Optional.of(OTHERS);
    assertThat(failure(listener, timeout)).isInstanceOf(ConnectionFailed.class);
    current = Optional.empty();
    assertThat(failure(listener, timeout)).isInstanceOf(ConnectionFailed.class);
    current = Optional.of(OURS);
    get(listener.close());
  }

  private Throwable failure(Listener listener, Duration timeout) {
    try {
      get(transport(DIALER_KEY, timeout).dial(listener.address(), Optional.empty()));
      throw new AssertionError("a stranger is among the members");
    } catch (Exception expected) {
      return expected.getCause();
    }
  }
}
