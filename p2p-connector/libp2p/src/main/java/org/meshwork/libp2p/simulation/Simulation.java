package org.meshwork.libp2p.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostPorts;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.muxer.yamux.Yamux;
import org.meshwork.libp2p.muxer.yamux.YamuxSettings;
import org.meshwork.libp2p.security.plaintext.Plaintext;
import org.meshwork.libp2p.transport.UpgradeSettings;
import org.meshwork.libp2p.transport.Upgrader;

/**
 * Many hosts in one thread, each at a place and a port of its own, with their time and the network
 * between them. The same seed gives the same run. For the thread that made it alone.
 */
public final class Simulation implements AutoCloseable {
  private static final int MAX_HOSTS = 1 << 24;
  private static final Duration CLOSING = Duration.ofMinutes(5);

  /** Rare pings: nobody loses a connection without being told but by a cut. */
  private static final YamuxSettings MUXING =
      YamuxSettings.DEFAULT.withKeepAlive(Duration.ofMinutes(2), Duration.ofSeconds(30));

  private final VirtualTime time = new VirtualTime();
  private final Map<Host, Multiaddr> places = new LinkedHashMap<>();
  private final SimulatedNetwork network;
  private final SeededRandom keys;
  private int made;

  public Simulation(long seed, Links links) {
    this.network = new SimulatedNetwork(time, links, new Random(seed));
    this.keys = new SeededRandom(seed);
  }

  public VirtualTime time() {
    return time;
  }

  public SimulatedNetwork network() {
    return network;
  }

  /** A new host, which listens; its n-th is at the n-th address of 10.0.0.0/8. */
  public Host host(HostSettings settings) {
    return host(settings, HostPorts.inMemory(time, new SplittableRandom(made)));
  }

  /** As above, with a peer store of its own, for instance, that keeps fewer peers. */
  public Host host(HostSettings settings, HostPorts ports) {
    if (made == MAX_HOSTS) {
      throw new IllegalStateException("no more than " + MAX_HOSTS + " hosts in a simulation");
    }
    Multiaddr place = nextPlace();
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, keys);
    Upgrader upgrader =
        new Upgrader(
            Optional.empty(),
            List.of(new Plaintext(key.publicKey())),
            List.of(new Yamux(MUXING)),
            UpgradeSettings.DEFAULT);
    Host host = new Host(key, List.of(network.transport(place, upgrader)), time, settings, ports);
    places.put(host, place);
    time.await(host.listen(Multiaddr.parse(place + "/tcp/4001")), CLOSING);
    return host;
  }

  public Host host() {
    return host(HostSettings.DEFAULT);
  }

  private Multiaddr nextPlace() {
    int number = made++;
    return Multiaddr.parse(
        "/ip4/10." + (number >> 16) + "." + (number >> 8 & 0xff) + "." + (number & 0xff));
  }

  /** Ends a host in order, so that its peers hear of it; nobody has its place any more. */
  public CompletionStage<Void> remove(Host host) {
    network.rejoin(place(host));
    places.remove(host);
    return host.close();
  }

  /** Ends a host without a word, as when its machine is switched off: nobody reaches it again. */
  public CompletionStage<Void> vanish(Host host) {
    network.isolate(place(host));
    places.remove(host);
    return host.close();
  }

  /** All hosts, in the order of their making. */
  public List<Host> hosts() {
    return List.copyOf(places.keySet());
  }

  public Multiaddr place(Host host) {
    return Optional.ofNullable(places.get(host))
        .orElseThrow(() -> new IllegalArgumentException(host + " is not of this simulation"));
  }

  /** Closes all hosts, and ends the time. */
  @Override
  public void close() {
    network.heal();
    List<CompletionStage<Void>> closed = new ArrayList<>();
    places.forEach(
        (host, place) -> {
          network.rejoin(place);
          closed.add(host.close());
        });
    CompletableFuture<?>[] all =
        closed.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new);
    time.await(CompletableFuture.allOf(all), CLOSING);
    time.end();
  }
}
