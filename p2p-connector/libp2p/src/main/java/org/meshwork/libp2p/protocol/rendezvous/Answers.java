package org.meshwork.libp2p.protocol.rendezvous;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.rendezvous.RegistrationStore.Outcome;
import org.meshwork.libp2p.protocol.rendezvous.RegistrationStore.Registration;
import org.meshwork.libp2p.protocol.rendezvous.wire.Discover;
import org.meshwork.libp2p.protocol.rendezvous.wire.DiscoverResponse;
import org.meshwork.libp2p.protocol.rendezvous.wire.Register;
import org.meshwork.libp2p.protocol.rendezvous.wire.RegisterResponse;
import org.meshwork.libp2p.protocol.rendezvous.wire.RendezvousMessage;
import org.meshwork.libp2p.protocol.rendezvous.wire.ResponseStatus;
import org.meshwork.libp2p.protocol.rendezvous.wire.Unregister;
import org.meshwork.libp2p.record.CertifiedPeerRecord;

/** What a rendezvous point takes, and what it tells. From any thread. */
final class Answers {
  /** What a registration has in an answer beside its record and its namespace, at most. */
  private static final int REGISTRATION_BYTES = 32;

  /** What an answer has beside its registrations, at most. */
  private static final int ANSWER_BYTES = 256;

  private final RegistrationStore store;
  private final Cookies cookies;
  private final RendezvousSettings settings;

  Answers(RegistrationStore store, Cookies cookies, RendezvousSettings settings) {
    this.store = store;
    this.cookies = cookies;
    this.settings = settings;
  }

  RegisterResponse register(PeerId peer, Register wish) {
    Optional<Namespace> namespace = namespace(wish.namespace());
    if (namespace.isEmpty()) {
      return RegisterResponse.refusal(
          ResponseStatus.INVALID_NAMESPACE,
          "a namespace has 1 to " + Namespace.MAX_BYTES + " bytes");
    }
    Duration timeToLive =
        wish.timeToLive().filter(time -> !time.isZero()).orElse(settings.defaultTimeToLive());
    if (timeToLive.compareTo(settings.minTimeToLive()) < 0
        || timeToLive.compareTo(settings.maxTimeToLive()) > 0) {
      return RegisterResponse.refusal(
          ResponseStatus.INVALID_TTL, settings.minTimeToLive() + " to " + settings.maxTimeToLive());
    }
    return refusalOf(peer, wish.record())
        .orElseGet(() -> put(peer, namespace.get(), wish.record().orElse(Bytes.EMPTY), timeToLive));
  }

  private static Optional<Namespace> namespace(String text) {
    try {
      return Optional.of(new Namespace(text));
    } catch (InputRefused refused) {
      return Optional.empty();
    }
  }

  private static Optional<RegisterResponse> refusalOf(PeerId peer, Optional<Bytes> record) {
    try {
      CertifiedPeerRecord signed = CertifiedPeerRecord.open(record.orElse(Bytes.EMPTY));
      if (!signed.content().peer().equals(peer)) {
        return Optional.of(
            RegisterResponse.refusal(ResponseStatus.NOT_AUTHORIZED, "register yourself"));
      }
      return signed.content().addresses().isEmpty()
          ? Optional.of(invalidRecord("a record without an address"))
          : Optional.empty();
    } catch (InputRefused refused) {
      return Optional.of(invalidRecord(refused.getMessage()));
    }
  }

  private static RegisterResponse invalidRecord(String text) {
    return RegisterResponse.refusal(ResponseStatus.INVALID_SIGNED_PEER_RECORD, text);
  }

  private RegisterResponse put(
      PeerId peer, Namespace namespace, Bytes record, Duration timeToLive) {
    Outcome outcome = store.put(peer, namespace, record, timeToLive);
    return switch (outcome) {
      case KEPT -> RegisterResponse.ok(timeToLive);
      case TOO_MANY_OF_PEER ->
          RegisterResponse.refusal(ResponseStatus.NOT_AUTHORIZED, "too many registrations");
      case FULL -> RegisterResponse.refusal(ResponseStatus.UNAVAILABLE, "full; try elsewhere");
    };
  }

  void unregister(PeerId peer, Unregister wish) {
    namespace(wish.namespace()).ifPresent(name -> store.remove(peer, name));
  }

  DiscoverResponse discover(Discover question) {
    Optional<Namespace> namespace = question.namespace().flatMap(Answers::namespace);
    if (namespace.isEmpty() && question.namespace().isPresent()) {
      return DiscoverResponse.refusal(
          ResponseStatus.INVALID_NAMESPACE, "at most " + Namespace.MAX_BYTES + " bytes");
    }
    Optional<Long> after =
        question.cookie().isEmpty() ? Optional.of(0L) : cookies.read(question.cookie(), namespace);
    return after
        .map(number -> page(namespace, number, question.limit()))
        .orElseGet(
            () ->
                DiscoverResponse.refusal(
                    ResponseStatus.INVALID_COOKIE, "not of this place; ask without it"));
  }

  private DiscoverResponse page(Optional<Namespace> namespace, long after, int limit) {
    int count = limit == 0 ? settings.maxPage() : Math.min(limit, settings.maxPage());
    List<Register> told = new ArrayList<>();
    long last = after;
    int size = ANSWER_BYTES;
    for (Registration found : store.page(namespace, after, count)) {
      size += found.record().size() + Namespace.MAX_BYTES + REGISTRATION_BYTES;
      if (size > RendezvousMessage.MAX_BYTES) {
        break;
      }
      told.add(
          new Register(
              found.namespace().text(),
              Optional.of(found.record()),
              Optional.of(found.timeLeft())));
      last = found.number();
    }
    return new DiscoverResponse(told, cookies.cookie(last, namespace), ResponseStatus.OK, "");
  }
}
