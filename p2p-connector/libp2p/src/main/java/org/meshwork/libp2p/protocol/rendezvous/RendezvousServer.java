package org.meshwork.libp2p.protocol.rendezvous;

import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.protocol.rendezvous.wire.Discover;
import org.meshwork.libp2p.protocol.rendezvous.wire.Register;
import org.meshwork.libp2p.protocol.rendezvous.wire.RendezvousMessage;
import org.meshwork.libp2p.protocol.rendezvous.wire.Unregister;
import org.meshwork.libp2p.record.SignedEnvelope;

/** A rendezvous point. Methods may be called from any thread and never block. */
public final class RendezvousServer {
  public static final String PROTOCOL = "/rendezvous/1.0.0";

  private static final System.Logger LOG = System.getLogger(RendezvousServer.class.getName());
  private static final int MAX_REQUEST_BYTES = SignedEnvelope.MAX_BYTES + 2_048;
  private static final Duration SWEEP = Duration.ofMinutes(1);

  private final Host host;
  private final RegistrationStore store;
  private final RendezvousSettings settings;
  private final Answers answers;
  private final MessageBounds bounds;

  /** For the host's executor. */
  private Optional<Future<?>> sweeping = Optional.empty();

  /**
   * @param random makes the key of cookies
   */
  public RendezvousServer(
      Host host, RegistrationStore store, SecureRandom random, RendezvousSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.store = Objects.requireNonNull(store);
    this.settings = Objects.requireNonNull(settings);
    this.answers = new Answers(store, new Cookies(random), settings);
    this.bounds = new MessageBounds(MAX_REQUEST_BYTES, 1, settings.timeout());
  }

  /** Serves from now on. */
  public void start() {
    host.handle(PROTOCOL, new StreamsPerPeer(settings.maxStreamsPerPeer(), this::serve));
    host.executor().execute(this::keepSweeping);
  }

  private void keepSweeping() {
    stopSweeping();
    sweeping =
        Optional.of(
            host.executor()
                .scheduleAtFixedRate(
                    store::sweep, SWEEP.toSeconds(), SWEEP.toSeconds(), TimeUnit.SECONDS));
  }

  private void stopSweeping() {
    sweeping.ifPresent(timer -> timer.cancel(false));
    sweeping = Optional.empty();
  }

  /** Serves no more; the store keeps what it has. */
  public void stop() {
    host.unhandle(PROTOCOL);
    host.executor().execute(this::stopSweeping);
  }

  private void serve(ProtocolStream inbound) {
    Messages.readOne(inbound, bounds)
        .thenAccept(request -> answer(inbound, RendezvousMessage.decode(request)))
        .exceptionally(
            failure -> {
              LOG.log(Level.DEBUG, () -> "no request from " + inbound.connection(), failure);
              inbound.stream().reset();
              return null;
            });
  }

  private void answer(ProtocolStream inbound, RendezvousMessage request) {
    PeerId peer = inbound.connection().remotePeer();
    if (request instanceof Register wish) {
      send(inbound, answers.register(peer, wish).encode());
    } else if (request instanceof Discover question) {
      send(inbound, answers.discover(question).encode());
    } else if (request instanceof Unregister wish) {
      answers.unregister(peer, wish);
      end(inbound);
    } else {
      LOG.log(Level.DEBUG, "an answer where a request is, from {0}", inbound.connection());
      inbound.stream().reset();
    }
  }

  private void send(ProtocolStream inbound, Bytes answer) {
    Messages.sendLast(inbound, answer, bounds);
  }

  /** There is no answer. */
  private void end(ProtocolStream inbound) {
    Future<?> timer =
        inbound
            .connection()
            .eventLoop()
            .schedule(
                inbound.stream()::reset, settings.timeout().toMillis(), TimeUnit.MILLISECONDS);
    inbound.stream().closed().whenComplete((nothing, failure) -> timer.cancel(false));
    inbound.stream().closeWrite();
  }
}
