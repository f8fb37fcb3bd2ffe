package org.meshwork.libp2p.protocol.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.relay.RelayHosts.Peer;
import org.meshwork.libp2p.transport.RawPeer;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.TransportContractTest;
import org.meshwork.libp2p.transport.UpgradeSettings;

/** Over a relay without limits. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CircuitTransportContractTest extends TransportContractTest {
  private record Who(PrivateKey key, Duration timeout) {}

  private final RelayHosts hosts = new RelayHosts();
  private final Map<Who, Peer> peers = new HashMap<>();
  private Peer relay;
  private int raw = 100;

  @BeforeAll
  void start() {
    relay = hosts.listening(1);
    RelayHosts.serve(
        relay,
        RelaySettings.DEFAULT
            .withReservations(100, 100, Duration.ofHours(1))
            .withCircuits(100, 100, CircuitLimit.NONE),
        RelayAccess.ALL);
  }

  @AfterAll
  void stop() {
    hosts.close();
  }

  @Override
  protected Transport transport(PrivateKey key, Duration timeout) {
    return peers.computeIfAbsent(new Who(key, timeout), this::connected).circuits();
  }

  private Peer connected(Who who) {
    Peer peer =
        hosts.peer(
            who.key,
            who.hashCode(),
            new CircuitSettings(who.timeout, 256, Duration.ofSeconds(1)),
            UpgradeSettings.DEFAULT.withTimeout(who.timeout));
    TestHosts.get(peer.host().dial(relay.address()));
    return peer;
  }

  @Override
  protected Multiaddr anyPort() {
    return Multiaddr.parse("/p2p/" + relay.host().id() + "/p2p-circuit");
  }

  @Override
  protected Multiaddr deserted() {
    return relay.circuit().encapsulate(Multiaddr.parse("/p2p/" + TestHosts.peer(99)));
  }

  @Override
  protected Multiaddr foreign() {
    return relay.address();
  }

  @Override
  protected boolean reachesAnybody() {
    return false;
  }

  @Override
  protected Set<Reason> whenNotExpected() {
    return Set.of(Reason.SELF_DIALLED);
  }

  @Override
  protected int openChannels() {
    return peers.values().stream().mapToInt(peer -> peer.circuits().openChannels()).sum();
  }

  @Override
  protected RawPeer rawListener(byte[] bytes) {
    Peer peer = hosts.peer(raw++);
    peer.circuits().stop();
    CompletableFuture<Void> hungUp = new CompletableFuture<>();
    peer.host()
        .handle(
            CircuitTransport.STOP,
            inbound -> {
              inbound.stream().read(new RawEnd(inbound.stream(), hungUp));
              inbound.stream().write(Messages.frame(StopMessage.status(RelayStatus.OK).encode()));
              inbound.stream().write(Unpooled.copiedBuffer(bytes));
            });
    TestHosts.get(peer.host().dial(relay.address()));
    ProtocolStream hop =
        TestHosts.get(peer.host().openStream(relay.host().id(), CircuitTransport.HOP));
    TestHosts.get(
        Messages.ask(
            hop,
            HopMessage.reserve().encode(),
            new MessageBounds(4_096, 1, Duration.ofSeconds(10))));
    return new Raw(relay.circuitTo(peer), peer, hungUp);
  }

  @Override
  protected RawPeer rawDialer(Multiaddr address, byte[] bytes) {
    Peer peer = hosts.peer(raw++);
    TestHosts.get(peer.host().dial(relay.address()));
    CompletableFuture<Void> hungUp = new CompletableFuture<>();
    ProtocolStream hop =
        TestHosts.get(peer.host().openStream(relay.host().id(), CircuitTransport.HOP));
    hop.stream().read(new RawEnd(hop.stream(), hungUp));
    HopMessage request = HopMessage.connect(PeerId.of(LISTENER_KEY.publicKey()));
    hop.stream().write(Messages.frame(request.encode()));
    hop.stream().write(Unpooled.copiedBuffer(bytes));
    return new Raw(address, peer, hungUp);
  }

  private record RawEnd(Stream stream, CompletableFuture<Void> hungUp) implements StreamReader {
    @Override
    public void bytes(ByteBuf bytes) {
      bytes.release();
    }

    @Override
    public void endOfInput() {
      hungUp.complete(null);
      stream.closeWrite();
    }

    @Override
    public void failed(ConnectionFailed failure) {
      hungUp.complete(null);
    }
  }

  private record Raw(Multiaddr address, Peer peer, CompletionStage<Void> hungUp)
      implements RawPeer {
    @Override
    public void close() {
      TestHosts.get(peer.host().close());
    }
  }
}
