package org.meshwork.libp2p.discovery.mdns;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.discovery.mdns.wire.DnsMessage;
import org.meshwork.libp2p.discovery.mdns.wire.DnsName;
import org.meshwork.libp2p.discovery.mdns.wire.DnsQuestion;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Asks and answers on one link, and remembers who answers. On the event loop. */
final class Conversation {
  private static final System.Logger LOG = System.getLogger(Conversation.class.getName());

  /** Between two answers, so that many questions make no flood (RFC 6762 section 6). */
  private static final long ANSWER_PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** 20 to 120 ms, so that not all answer at once (RFC 6762 sections 5.2 and 6). */
  private static final long MIN_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

  private static final long DELAY_RANGE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

  private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
  private static final int MIN_NAME_CHARACTERS = 32;

  /** What was asked and is not answered yet. */
  private enum Asked {
    ADDRESSES,
    SERVICES
  }

  private final Host host;
  private final EventExecutor eventLoop;
  private final LocalLink link;
  private final LinkAddresses place;
  private final MdnsSettings settings;
  private final RandomGenerator random;
  private final Consumer<Neighbour> listener;
  private final OwnAnswers answers;
  private final Neighbours neighbours;
  private final Set<Asked> asked = EnumSet.noneOf(Asked.class);
  private Optional<Future<?>> asking = Optional.empty();
  private Optional<Future<?>> answering = Optional.empty();
  private long intervalNanos;
  private long lastQuestion;
  private long lastAnswer;

  /**
   * @param listener called on the event loop
   */
  Conversation(
      Host host,
      EventExecutor eventLoop,
      LocalLink link,
      LinkAddresses place,
      MdnsSettings settings,
      RandomGenerator random,
      Consumer<Neighbour> listener) {
    this.host = host;
    this.eventLoop = eventLoop;
    this.link = link;
    this.place = place;
    this.settings = settings;
    this.random = random;
    this.listener = listener;
    DnsName name = settings.service().child(peerName(random));
    this.answers = new OwnAnswers(settings.service(), name, host.id(), settings.timeToLive());
    this.neighbours = new Neighbours(settings.maxPeers());
  }

  /** 32 to 63 characters, as the specification asks for and the label lets. */
  private static String peerName(RandomGenerator random) {
    int length = random.nextInt(MIN_NAME_CHARACTERS, DnsName.MAX_LABEL_BYTES + 1);
    StringBuilder name = new StringBuilder(length);
    for (int count = 0; count < length; count++) {
      name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
    }
    return name.toString();
  }

  void start() {
    long now = eventLoop.ticker().nanoTime();
    lastQuestion = now - settings.firstInterval().toNanos();
    lastAnswer = now - ANSWER_PAUSE_NANOS;
    askSoon();
  }

  /** Asks as at the start: the host is somewhere else. */
  void askSoon() {
    intervalNanos = settings.firstInterval().toNanos();
    long earliest = lastQuestion + intervalNanos - eventLoop.ticker().nanoTime();
    askIn(Math.max(earliest, delayNanos()));
  }

  private long delayNanos() {
    return MIN_DELAY_NANOS + random.nextLong(DELAY_RANGE_NANOS + 1);
  }

  private void askIn(long nanos) {
    asking.ifPresent(timer -> timer.cancel(false));
    asking = Optional.of(eventLoop.schedule(this::ask, nanos, TimeUnit.NANOSECONDS));
  }

  private void ask() {
    lastQuestion = eventLoop.ticker().nanoTime();
    link.send(DnsMessage.query(new DnsQuestion(settings.service(), DnsQuestion.PTR)).encode());
    // Up to an eighth later, so that hosts that started together don't stay together.
    askIn(intervalNanos + random.nextLong(intervalNanos / 8 + 1));
    intervalNanos = Math.min(2 * intervalNanos, settings.maxInterval().toNanos());
  }

  void stop() {
    asking.ifPresent(timer -> timer.cancel(false));
    answering.ifPresent(timer -> timer.cancel(false));
  }

  void received(Bytes datagram, InetAddress sender) {
    if (!place.isNeighbour(sender)) {
      LOG.log(Level.DEBUG, "not from the link: {0}", sender);
      return;
    }
    try {
      DnsMessage message = DnsMessage.decode(datagram);
      if (message.isResponse()) {
        learn(message);
      } else {
        noteQuestions(message.questions());
      }
    } catch (InputRefused refused) {
      LOG.log(Level.DEBUG, () -> "no message from " + sender, refused);
    }
  }

  private void noteQuestions(List<DnsQuestion> questions) {
    for (DnsQuestion question : questions) {
      if (question.isFor(settings.service(), DnsQuestion.PTR)
          || question.isFor(answers.name(), DnsQuestion.TXT)) {
        asked.add(Asked.ADDRESSES);
      } else if (question.isFor(OwnAnswers.SERVICES, DnsQuestion.PTR)) {
        asked.add(Asked.SERVICES);
      }
    }
    if (!asked.isEmpty() && answering.isEmpty()) {
      long earliest = lastAnswer + ANSWER_PAUSE_NANOS - eventLoop.ticker().nanoTime();
      long nanos = Math.max(earliest, delayNanos());
      answering = Optional.of(eventLoop.schedule(this::answer, nanos, TimeUnit.NANOSECONDS));
    }
  }

  private void answer() {
    answering = Optional.empty();
    lastAnswer = eventLoop.ticker().nanoTime();
    if (asked.contains(Asked.SERVICES)) {
      link.send(answers.services());
    }
    if (asked.contains(Asked.ADDRESSES)) {
      answers.addresses(ownAddresses()).forEach(link::send);
    }
    asked.clear();
  }

  private List<Multiaddr> ownAddresses() {
    return host.listenAddresses().stream().flatMap(place::told).distinct().toList();
  }

  private void learn(DnsMessage answer) {
    for (DnsName name : Announcement.names(answer, settings.service())) {
      if (name.equals(answers.name())) {
        continue;
      }
      try {
        Announcement.of(name, answer, settings.service())
            .filter(found -> !found.peer().equals(host.id()))
            .ifPresent(this::learn);
      } catch (InputRefused refused) {
        LOG.log(Level.DEBUG, () -> "not believed: " + name, refused);
      }
    }
  }

  private void learn(Announcement announcement) {
    List<Multiaddr> addresses =
        announcement.addresses().stream()
            .flatMap(address -> place.believed(address).stream())
            .distinct()
            .toList();
    if (announcement.timeToLive().isZero()) {
      neighbours.forget(announcement.peer(), addresses);
    } else if (!addresses.isEmpty()) {
      remember(announcement, addresses);
    }
  }

  private void remember(Announcement announcement, List<Multiaddr> addresses) {
    Duration max = settings.maxTimeToLive();
    Duration timeToLive =
        announcement.timeToLive().compareTo(max) < 0 ? announcement.timeToLive() : max;
    long now = eventLoop.ticker().nanoTime();
    Neighbours.Outcome outcome = neighbours.note(announcement.peer(), addresses, timeToLive, now);
    if (outcome == Neighbours.Outcome.PASSED_OVER) {
      LOG.log(Level.DEBUG, "too many peers on the link");
      return;
    }
    Neighbour neighbour = neighbours.get(announcement.peer(), now);
    host.peerStore().addAddresses(neighbour.peer(), addresses, timeToLive);
    if (outcome == Neighbours.Outcome.NEWS) {
      listener.accept(neighbour);
    }
  }

  List<Neighbour> neighbours() {
    return neighbours.all(eventLoop.ticker().nanoTime());
  }
}
