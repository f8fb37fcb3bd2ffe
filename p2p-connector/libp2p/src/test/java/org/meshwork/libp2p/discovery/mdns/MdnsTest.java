package org.meshwork.libp2p.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.meshwork.libp2p.Polling.await;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.channel.EventLoop;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.transport.CountingEventLoopGroup;

/** By sockets on the loopback interface. */
@ExtendWith(LeakWatch.class)
class MdnsTest {
  private final CountingEventLoopGroup group =
      new CountingEventLoopGroup(NioIoHandler.newFactory());
  private final TestHosts hosts = new TestHosts();
  private final MdnsPlace place = LoopbackGroup.place();

  @AfterEach
  void close() {
    hosts.close();
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).awaitUninterruptibly();
  }

  private Mdns mdns(Host host, Queue<Neighbour> found) {
    EventLoop eventLoop = group.next();
    Random random = new Random(host.id().hashCode());
    Mdns mdns = new Mdns(host, eventLoop, place, MdnsSettings.DEFAULT, random);
    mdns.addListener(found::add);
    return mdns;
  }

  @Test
  void peersOnALinkFindEachOther() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    Queue<Neighbour> ofA = new ConcurrentLinkedQueue<>();
    Queue<Neighbour> ofB = new ConcurrentLinkedQueue<>();
    Mdns first = mdns(a, ofA);
    NeighbourListener broken =
        neighbour -> {
          throw new IllegalStateException("a mistake");
        };
    Mdns second = new Mdns(b, group.next(), place, MdnsSettings.DEFAULT, new Random(2));
    second.addListener(broken);
    second.addListener(ofB::add);
    get(first.start());
    get(second.start());
    await().until(() -> !ofA.isEmpty() && !ofB.isEmpty());
    assertThat(ofA).containsExactly(new Neighbour(b.id(), b.listenAddresses()));
    assertThat(ofB).containsExactly(new Neighbour(a.id(), a.listenAddresses()));
    assertThat(get(first.neighbours())).containsExactlyElementsOf(ofA);
    assertThat(get(a.connect(b.id())).remotePeer()).isEqualTo(b.id());
    get(first.stop());
    get(second.stop());
    get(second.stop());
    Polling.await().until(() -> group.openChannels() == 0);
  }

  @Test
  void findsPeersWhoListenLater() {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    Queue<Neighbour> found = new ConcurrentLinkedQueue<>();
    Mdns first = mdns(a, found);
    Mdns second = mdns(b, new ConcurrentLinkedQueue<>());
    get(first.start());
    get(second.start());
    await().until(() -> !found.isEmpty());
    get(b.listen(TestHosts.ANY_PORT));
    await()
        .until(
            () ->
                found.stream()
                    .anyMatch(neighbour -> neighbour.addresses().equals(b.listenAddresses())));
    get(first.stop());
    get(second.stop());
  }

  @Test
  void outlivesDatagramsOfNoSense() throws IOException {
    Host a = hosts.host(1);
    Host b = hosts.host(2);
    Queue<Neighbour> found = new ConcurrentLinkedQueue<>();
    Mdns first = mdns(a, found);
    get(first.start());
    Random random = new Random(1);
    try (DatagramSocket hostile = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      for (int size : List.of(0, 1, 12, 300, 9_001, 20_000)) {
        byte[] noise = new byte[size];
        random.nextBytes(noise);
        hostile.send(
            new DatagramPacket(
                noise, size, new InetSocketAddress("127.0.0.1", place.group().getPort())));
      }
    }
    Mdns second = mdns(b, new ConcurrentLinkedQueue<>());
    get(second.start());
    await().until(() -> !found.isEmpty());
    get(first.stop());
    get(second.stop());
  }

  @Test
  void isStartedOnce() {
    Mdns mdns = mdns(hosts.host(1), new ConcurrentLinkedQueue<>());
    get(mdns.start());
    assertFails(mdns.start(), Reason.CLOSED);
    get(mdns.stop());
    assertThat(get(mdns.neighbours())).isEmpty();
    Mdns stopped = mdns(hosts.host(2), new ConcurrentLinkedQueue<>());
    get(stopped.stop());
    assertFails(stopped.start(), Reason.CLOSED);
  }

  @Test
  void saysThatThePortIsTaken() throws IOException {
    Mdns mdns = mdns(hosts.host(1), new ConcurrentLinkedQueue<>());
    try (DatagramSocket other = new DatagramSocket(null)) {
      other.setReuseAddress(false);
      other.bind(new InetSocketAddress(place.group().getPort()));
      assertFails(mdns.start(), Reason.ADDRESS_UNAVAILABLE);
    }
    Polling.await().until(() -> group.openChannels() == 0);
  }

  @Test
  void refusesPlacesThatAreNoGroup() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                new MdnsPlace(place.networkInterface(), new InetSocketAddress("127.0.0.1", 5353)));
    assertThat(MdnsPlace.on(place.networkInterface()).group().getPort()).isEqualTo(5353);
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () -> new MdnsPlace(place.networkInterface(), new InetSocketAddress("224.0.0.251", 0)));
  }
}
