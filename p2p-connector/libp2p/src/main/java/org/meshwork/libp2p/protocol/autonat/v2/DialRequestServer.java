package org.meshwork.libp2p.protocol.autonat.v2;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.protocol.autonat.DialBacks;
import org.meshwork.libp2p.protocol.autonat.RequestBudget;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;

/**
 * Dials peers back at an address that they name, and proves it to them. Methods may be called from
 * any thread and never block.
 */
public final class DialRequestServer {
  public static final String PROTOCOL = "/libp2p/autonat/2/dial-request";

  /** More than any handshake costs (autonat-v2, "Amplification Attack Prevention"). */
  static final int MIN_PRICE_BYTES = 30_000;

  static final int MAX_PRICE_BYTES = 100_000;

  private static final int MAX_INBOUND_STREAMS = 2;

  private final Host host;
  private final DialBacks dialBacks;
  private final RandomGenerator random;
  private final ServingSettings settings;
  private final RequestBudget budget;
  private final MessageBounds dialBackBounds;

  /**
   * @param random sets the prices; used on the host's executor only
   */
  public DialRequestServer(
      Host host, DialBacks dialBacks, RandomGenerator random, ServingSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.dialBacks = Objects.requireNonNull(dialBacks);
    this.random = Objects.requireNonNull(random);
    this.settings = Objects.requireNonNull(settings);
    this.budget = new RequestBudget(settings, host.executor().ticker());
    this.dialBackBounds = new MessageBounds(DialBack.MAX_BYTES, 1, settings.timeout());
  }

  /** Serves from now on. */
  public void start() {
    host.handle(PROTOCOL, new StreamsPerPeer(MAX_INBOUND_STREAMS, this::serve));
  }

  /** Serves no more; requests that were taken go on. */
  public void stop() {
    host.unhandle(PROTOCOL);
  }

  void serve(ProtocolStream inbound) {
    new ServedRequest(inbound, this, settings.timeout()).start();
  }

  /**
   * Decides what to dial. From any thread.
   *
   * @return completes on the host's executor
   */
  CompletionStage<Decision> decide(DialRequest request, Connection client) {
    return CompletableFuture.supplyAsync(() -> decideNow(request, client), host.executor());
  }

  private Decision decideNow(DialRequest request, Connection client) {
    Optional<Choice> choice = Choice.of(request, client, host, dialBacks);
    if (choice.isEmpty()) {
      return new Decision.Refused(ResponseStatus.DIAL_REFUSED);
    }
    if (!budget.begin(client.remotePeer())) {
      return new Decision.Refused(ResponseStatus.REQUEST_REJECTED);
    }
    int price =
        choice.get().isElsewhere() ? random.nextInt(MIN_PRICE_BYTES, MAX_PRICE_BYTES + 1) : 0;
    return new Decision.Taken(choice.get(), price);
  }

  /** After a request that was taken, once. From any thread. */
  void over() {
    host.executor().execute(budget::end);
  }

  /** Dials, and says the nonce. From any thread; never exceptionally. */
  CompletionStage<DialStatus> dial(Choice choice, PeerId peer, long nonce) {
    return dialBacks
        .dial(choice.address(), peer)
        .handle((connection, failure) -> Optional.ofNullable(connection))
        .thenCompose(
            dialled ->
                dialled
                    .map(connection -> say(nonce, connection))
                    .orElseGet(() -> CompletableFuture.completedStage(DialStatus.DIAL_ERROR)));
  }

  private CompletionStage<DialStatus> say(long nonce, Connection connection) {
    return host.openStream(connection, List.of(DialRequestClient.DIAL_BACK))
        .thenCompose(stream -> Messages.ask(stream, new DialBack(nonce).encode(), dialBackBounds))
        .thenAccept(DialBack::requireOk)
        .handle(
            (nothing, failure) -> {
              connection.close();
              return failure == null ? DialStatus.OK : DialStatus.DIAL_BACK_ERROR;
            });
  }
}
