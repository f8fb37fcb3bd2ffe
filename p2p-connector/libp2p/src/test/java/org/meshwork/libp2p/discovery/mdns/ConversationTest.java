package org.meshwork.libp2p.discovery.mdns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.discovery.mdns.wire.DnsMessage;
import org.meshwork.libp2p.discovery.mdns.wire.DnsName;
import org.meshwork.libp2p.discovery.mdns.wire.DnsQuestion;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Pointer;
import org.meshwork.libp2p.discovery.mdns.wire.DnsRecord.Text;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.TestHosts;
import org.meshwork.libp2p.host.gate.Subnet;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.simulation.Link;
import org.meshwork.libp2p.simulation.Links;
import org.meshwork.libp2p.simulation.Simulation;

/** A host at /ip4/10.0.0.0/tcp/4001, on virtual time; what others say is the test's. */
class ConversationTest {
  private static final MdnsSettings SETTINGS =
      MdnsSettings.DEFAULT
          .withIntervals(Duration.ofSeconds(1), Duration.ofSeconds(30))
          .withMaxPeers(3);
  private static final DnsName SERVICE = SETTINGS.service();
  private static final Duration TIME = Duration.ofSeconds(100);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final PeerId PEER = TestHosts.peer(7);
  private static final Bytes QUERY =
      DnsMessage.query(new DnsQuestion(SERVICE, DnsQuestion.PTR)).encode();

  private final Simulation simulation = new Simulation(1, Links.all(Link.of(Duration.ofMillis(1))));
  private final Host host = simulation.host();
  private final List<Bytes> sent = new ArrayList<>();
  private final List<Neighbour> found = new ArrayList<>();
  private Conversation conversation;

  @BeforeEach
  void start() {
    conversation = conversation(SETTINGS);
    conversation.start();
  }

  private Conversation conversation(MdnsSettings settings) {
    LocalLink link =
        new LocalLink() {
          @Override
          public void send(Bytes message) {
            sent.add(message);
          }

          @Override
          public CompletionStage<Void> close() {
            return CompletableFuture.completedStage(null);
          }
        };
    LinkAddresses place =
        new LinkAddresses(
            "eth0", List.of(Bytes.ofHex("0a000000")), List.of(Subnet.parse("10.0.0.0/8")));
    return new Conversation(
        host, simulation.time(), link, place, settings, new Random(1), found::add);
  }

  @AfterEach
  void close() {
    conversation.stop();
    simulation.close();
  }

  private void pass(Duration time) {
    simulation.time().pass(time);
  }

  private void receive(Bytes datagram) {
    receive(datagram, "10.0.0.9");
  }

  private void receive(Bytes datagram, String sender) {
    try {
      conversation.received(datagram, InetAddress.getByName(sender));
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Bytes answer(String name, Duration timeToLive, String... addresses) {
    DnsName owner = SERVICE.child(name);
    List<DnsRecord> records = new ArrayList<>();
    records.add(new Pointer(SERVICE, timeToLive, owner));
    Stream.of(addresses)
        .map(address -> Bytes.utf8("dnsaddr=" + address))
        .forEach(text -> records.add(new Text(owner, timeToLive, List.of(text))));
    return DnsMessage.response(records).encode();
  }

  private static String at(int number, PeerId peer) {
    return "/ip4/10.0.0." + number + "/tcp/4001/p2p/" + peer;
  }

  private List<DnsMessage> takeSent(boolean isResponse) {
    List<DnsMessage> messages =
        sent.stream()
            .map(DnsMessage::decode)
            .filter(message -> message.isResponse() == isResponse)
            .toList();
    sent.clear();
    return messages;
  }

  private int questions() {
    return takeSent(false).size();
  }

  @Test
  void asksLessAndLessOften() {
    pass(Duration.ofMillis(120));
    assertThat(takeSent(false))
        .containsExactly(DnsMessage.query(new DnsQuestion(SERVICE, DnsQuestion.PTR)));
    pass(Duration.ofMillis(880));
    assertThat(questions()).as("within the first second").isZero();
    pass(Duration.ofMillis(245));
    assertThat(questions()).isEqualTo(1);
    pass(Duration.ofMinutes(2));
    questions();
    pass(Duration.ofMinutes(10));
    // 30 s to 33.75 s.
    assertThat(questions()).isBetween(17, 20);
  }

  @Test
  void asksAnewWhenTheHostIsElsewhere() {
    pass(Duration.ofMinutes(5));
    questions();
    conversation.askSoon();
    conversation.askSoon();
    pass(SECOND);
    assertThat(questions()).isBetween(1, 2);
    conversation.stop();
    pass(Duration.ofMinutes(5));
    assertThat(questions()).isZero();
  }

  @Test
  void answersWithItsNameAndAddresses() {
    receive(QUERY);
    assertThat(takeSent(true)).as("not at once").isEmpty();
    pass(Duration.ofMillis(120));
    List<DnsMessage> answers = takeSent(true);
    assertThat(answers).hasSize(1);
    Pointer pointer = (Pointer) answers.get(0).records().get(0);
    assertThat(pointer.owner()).isEqualTo(SERVICE);
    assertThat(pointer.target().isChildOf(SERVICE)).isTrue();
    assertThat(pointer.timeToLive()).isEqualTo(Duration.ofMinutes(2));
    assertThat(answers.get(0).records().subList(1, 2))
        .containsExactly(
            new Text(
                pointer.target(),
                Duration.ofMinutes(2),
                List.of(Bytes.utf8("dnsaddr=/ip4/10.0.0.0/tcp/4001/p2p/" + host.id()))));
  }

  @Test
  void namesItselfBy32To63Characters() {
    for (int count = 0; count < 20; count++) {
      receive(QUERY);
      pass(SECOND.multipliedBy(2));
      Pointer pointer = (Pointer) takeSent(true).get(0).records().get(0);
      String label = pointer.target().toString();
      assertThat(label).matches("'[a-z0-9]{32,48}.*");
      conversation.stop();
      conversation = conversation(SETTINGS);
      conversation.start();
    }
  }

  @Test
  void answersOnceASecondHoweverOftenItIsAsked() {
    for (int count = 0; count < 100; count++) {
      receive(QUERY);
      pass(Duration.ofMillis(100));
    }
    assertThat(takeSent(true)).hasSizeBetween(8, 11);
  }

  @Test
  void answersWhatIsAskedAboutTheServicesAndItsName() {
    receive(DnsMessage.query(new DnsQuestion(OwnAnswers.SERVICES, DnsQuestion.PTR)).encode());
    pass(SECOND);
    assertThat(takeSent(true).get(0).records())
        .containsExactly(new Pointer(OwnAnswers.SERVICES, Duration.ofMinutes(2), SERVICE));
    receive(QUERY);
    pass(SECOND.multipliedBy(2));
    DnsName name = ((Pointer) takeSent(true).get(0).records().get(0)).target();
    receive(DnsMessage.query(new DnsQuestion(name, DnsQuestion.TXT)).encode());
    pass(SECOND.multipliedBy(2));
    assertThat(takeSent(true)).hasSize(1);
    receive(
        DnsMessage.query(new DnsQuestion(DnsName.of("_ipp._tcp.local"), DnsQuestion.PTR)).encode());
    pass(SECOND.multipliedBy(2));
    assertThat(takeSent(true)).isEmpty();
  }

  @Test
  void tellsManyAddressesInSeveralDatagrams() {
    String dial = "/tcp/4001/tls/sni/" + "a".repeat(60) + ".example/ws";
    List<Multiaddr> addresses =
        IntStream.range(0, 20).mapToObj(i -> Multiaddr.parse("/ip4/10.1.1." + i + dial)).toList();
    DnsName name = SERVICE.child("me");
    List<Bytes> datagrams = new OwnAnswers(SERVICE, name, PEER, TIME).addresses(addresses);
    assertThat(datagrams).hasSizeGreaterThan(1);
    List<Multiaddr> told = new ArrayList<>();
    for (Bytes datagram : datagrams) {
      assertThat(datagram.size()).isLessThanOrEqualTo(OwnAnswers.MAX_DATAGRAM_BYTES);
      Announcement.of(name, DnsMessage.decode(datagram), SERVICE)
          .ifPresent(part -> told.addAll(part.addresses()));
    }
    assertThat(told).isEqualTo(addresses.subList(0, Announcement.MAX_ADDRESSES));
    Multiaddr tooLong = Multiaddr.parse("/ip4/10.1.1.1/tcp/1/tls/sni/" + "a.".repeat(120) + "a/ws");
    assertThat(new OwnAnswers(SERVICE, name, PEER, TIME).addresses(List.of(tooLong))).isEmpty();
  }

  @Test
  void tellsOfAPeerOnceAndOfItsNewAddresses() {
    receive(answer("one", TIME, at(1, PEER)));
    receive(answer("one", TIME, at(1, PEER)));
    Multiaddr first = Multiaddr.parse("/ip4/10.0.0.1/tcp/4001");
    assertThat(found).containsExactly(new Neighbour(PEER, List.of(first)));
    assertThat(host.peerStore().addresses(PEER)).containsExactly(first);
    receive(answer("one", TIME, at(1, PEER), at(2, PEER)));
    assertThat(found).hasSize(2);
    assertThat(found.get(1).addresses()).hasSize(2);
    assertThat(conversation.neighbours()).containsExactly(found.get(1));
  }

  @Test
  void forgetsAPeerAfterItsTime() {
    receive(answer("one", TIME, at(1, PEER)));
    pass(TIME.minus(SECOND));
    assertThat(host.peerStore().addresses(PEER)).hasSize(1);
    assertThat(conversation.neighbours()).hasSize(1);
    pass(SECOND);
    assertThat(host.peerStore().addresses(PEER)).isEmpty();
    assertThat(conversation.neighbours()).isEmpty();
    receive(answer("one", TIME, at(1, PEER)));
    assertThat(found).hasSize(2);
  }

  @Test
  void believesNobodyForLongerThanItsBound() {
    receive(answer("one", Duration.ofDays(20_000), at(1, PEER)));
    pass(SETTINGS.maxTimeToLive());
    assertThat(host.peerStore().addresses(PEER)).isEmpty();
  }

  @Test
  void forgetsAPeerThatTakesLeave() {
    receive(answer("one", TIME, at(1, PEER)));
    receive(answer("one", Duration.ZERO, at(1, PEER)));
    assertThat(conversation.neighbours()).isEmpty();
    receive(answer("one", TIME, at(1, PEER)));
    assertThat(found).hasSize(2);
  }

  @Test
  void readsAllAddressesOfOneText() {
    DnsName owner = SERVICE.child("go");
    Bytes answer =
        DnsMessage.response(
                List.of(
                    new Pointer(SERVICE, TIME, owner),
                    new Text(
                        owner,
                        TIME,
                        List.of(
                            Bytes.utf8("dnsaddr=" + at(1, PEER)),
                            Bytes.utf8("dnsaddr=/unknown/1"),
                            Bytes.utf8("other=1"),
                            Bytes.utf8("dnsaddr=" + at(2, PEER))))))
            .encode();
    receive(answer);
    assertThat(found.get(0).addresses()).hasSize(2);
  }

  @Test
  void believesNoNameOfSeveralPeers() {
    receive(answer("one", TIME, at(1, PEER), at(1, TestHosts.peer(8))));
    assertThat(found).isEmpty();
    assertThat(host.peerStore().peers()).isEmpty();
  }

  @Test
  void believesNothingAboutItself() {
    receive(answer("one", TIME, at(1, host.id())));
    receive(QUERY);
    pass(SECOND);
    takeSent(true).forEach(own -> receive(own.encode()));
    assertThat(found).isEmpty();
    assertThat(host.peerStore().addresses(host.id())).isEmpty();
  }

  @Test
  void believesNothingThatLeadsOffTheLink() {
    receive(
        answer(
            "one", TIME, "/ip4/8.8.8.8/tcp/1/p2p/" + PEER, "/ip4/10.0.0.1/tcp/1", "/p2p/" + PEER));
    assertThat(found).isEmpty();
    assertThat(host.peerStore().addresses(PEER)).isEmpty();
  }

  @Test
  void hearsNobodyOffTheLink() {
    receive(answer("one", TIME, at(1, PEER)), "192.0.2.1");
    receive(QUERY, "192.0.2.1");
    pass(SECOND);
    assertThat(found).isEmpty();
    assertThat(takeSent(true)).isEmpty();
  }

  @Test
  void hearsNothingOfOtherServicesAndNonsense() {
    Bytes other =
        DnsMessage.response(
                List.of(
                    new Pointer(DnsName.of("_x._udp.local"), TIME, SERVICE.child("a")),
                    new Text(
                        SERVICE.child("a"), TIME, List.of(Bytes.utf8("dnsaddr=" + at(1, PEER))))))
            .encode();
    receive(other);
    receive(Bytes.ofHex("00"));
    receive(Bytes.of(new byte[DnsMessage.MAX_BYTES + 1]));
    assertThat(found).isEmpty();
  }

  @Test
  void passesOverPeersAboveItsBoundUntilOthersAreForgotten() {
    for (int number = 1; number <= 5; number++) {
      receive(answer("n" + number, TIME, at(number, TestHosts.peer(10 + number))));
    }
    assertThat(found).hasSize(3);
    assertThat(host.peerStore().peers()).hasSize(3);
    receive(answer("n1", TIME, at(9, TestHosts.peer(11))));
    assertThat(found).as("who is known is heard").hasSize(4);
    pass(TIME);
    receive(answer("n5", TIME, at(5, TestHosts.peer(15))));
    assertThat(found).hasSize(5);
  }

  @Test
  void keepsNoMoreAddressesThanItsBound() {
    for (int number = 1; number <= 100; number++) {
      receive(answer("one", TIME, at(number, PEER)));
    }
    assertThat(found).hasSize(Announcement.MAX_ADDRESSES);
    assertThat(conversation.neighbours().get(0).addresses()).hasSize(Announcement.MAX_ADDRESSES);
  }

  @Test
  void privateNetworksHaveAServiceOfTheirOwn() {
    MdnsSettings settings = SETTINGS.withPrivateNetwork(Bytes.ofHex("0a0b"));
    assertThat(settings.service()).isEqualTo(DnsName.of("_p2p-0a0b._udp.local"));
    conversation.stop();
    conversation = conversation(settings);
    conversation.start();
    receive(answer("one", TIME, at(1, PEER)));
    assertThat(found).isEmpty();
  }

  @Test
  void refusesSettingsThatCannotBe() {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SETTINGS.withMaxPeers(0))
        .withMessageContaining("maxPeers");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SETTINGS.withIntervals(Duration.ofMillis(1), SECOND))
        .withMessageContaining("firstInterval");
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> SETTINGS.withTimesToLive(SECOND, SECOND))
        .withMessageContaining("maxInterval");
  }
}
