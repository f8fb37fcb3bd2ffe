package org.meshwork.libp2p.protocol.autonat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.plaintext.Plaintext;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;

/**
 * A simulated network, in which servers dial back from a place and with a key of their own. When
 * that place is cut off, everybody is behind a firewall.
 */
public final class AutonatNetwork implements AutoCloseable {
  public static final ServingSettings SERVING =
      new ServingSettings(Duration.ofSeconds(10), 8, 1_000, 1_000, true);

  private static final Multiaddr DIALLING_PLACE = Multiaddr.parse("/ip4/10.255.0.1");
  private static final Duration LIMIT = Duration.ofMinutes(5);

  public final Simulation simulation;
  private final List<Host> others = new ArrayList<>();

  public AutonatNetwork(long seed) {
    simulation = new Simulation(seed, Links.all(Link.of(Duration.ofMillis(20))));
  }

  public Host host() {
    return simulation.host();
  }

  /** A host that dials from one place and listens at another. */
  public Host hostOfTwoPlaces() {
    PrivateKey key = TestHosts.key(60);
    Transport outward = transport(Multiaddr.parse("/ip4/10.78.0.1"), key);
    Transport inward = transport(Multiaddr.parse("/ip4/10.77.0.1"), key);
    Host host =
        new Host(
            key, List.of(new TwoPlaces(outward, inward)), simulation.time(), HostSettings.DEFAULT);
    others.add(host);
    get(host.listen(Multiaddr.parse("/ip4/10.77.0.1/tcp/4001")));
    return host;
  }

  private record TwoPlaces(Transport outward, Transport inward) implements Transport {
    @Override
    public boolean supports(Multiaddr address) {
      return outward.supports(address);
    }

    @Override
    public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
      return outward.dial(address, expected);
    }

    @Override
    public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
      return inward.listen(address, acceptor);
    }
  }

  public DialBacks dialBacks(ServingSettings settings) {
    return new DialBacks(List.of(dialling()), simulation.time(), settings);
  }

  private Transport dialling() {
    return transport(DIALLING_PLACE, TestHosts.key(99));
  }

  private Transport transport(Multiaddr place, PrivateKey key) {
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Plaintext(key.publicKey())),
            List.of(new Yamux(YamuxSettings.DEFAULT)),
            UpgradeSettings.DEFAULT);
    return simulation.network().transport(place, upgrader);
  }

  public void raiseFirewall() {
    simulation.network().isolate(DIALLING_PLACE);
  }

  public void dropFirewall() {
    simulation.network().rejoin(DIALLING_PLACE);
  }

  /** The dialler's end. */
  public Connection connect(Host from, Host to) {
    return get(from.connect(to.id(), to.listenAddresses()));
  }

  public <T> T get(CompletionStage<T> stage) {
    return simulation.time().await(stage, LIMIT);
  }

  public void pass(Duration time) {
    simulation.time().pass(time);
  }

  @Override
  public void close() {
    dropFirewall();
    others.forEach(host -> get(host.close()));
    simulation.close();
  }
}
