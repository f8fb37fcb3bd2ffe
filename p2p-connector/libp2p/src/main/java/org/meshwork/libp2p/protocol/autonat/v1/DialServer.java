package org.meshwork.libp2p.protocol.autonat.v1;

import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.Messages;
import org.meshwork.libp2p.protocol.StreamsPerPeer;
import org.meshwork.libp2p.protocol.autonat.DialBacks;
import org.meshwork.libp2p.protocol.autonat.IpAddresses;
import org.meshwork.libp2p.protocol.autonat.RequestBudget;
import org.meshwork.libp2p.protocol.autonat.ServingSettings;

/** Dials peers back who ask for it. Methods may be called from any thread and never block. */
public final class DialServer {
  public static final String PROTOCOL = "/libp2p/autonat/1.0.0";

  /** Dialled for one request, all at once; what else is asked for is left out. */
  static final int MAX_DIALS = 8;

  private static final System.Logger LOG = System.getLogger(DialServer.class.getName());
  private static final int MAX_INBOUND_STREAMS = 2;

  private final Host host;
  private final DialBacks dialBacks;
  private final RequestBudget budget;
  private final MessageBounds bounds;

  public DialServer(Host host, DialBacks dialBacks, ServingSettings settings) {
    this.host = Objects.requireNonNull(host);
    this.dialBacks = Objects.requireNonNull(dialBacks);
    this.budget = new RequestBudget(settings, host.executor().ticker());
    this.bounds = new MessageBounds(Envelope.MAX_BYTES, 1, settings.timeout());
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
    Messages.readOne(inbound, bounds)
        .thenComposeAsync(request -> answer(inbound.connection(), request), host.executor())
        .whenComplete(
            (response, failure) -> {
              if (failure == null) {
                Messages.sendLast(inbound, response.encode(), bounds);
              } else {
                LOG.log(Level.DEBUG, () -> "no answer to " + inbound.connection(), failure);
                inbound.stream().reset();
              }
            });
  }

  private CompletionStage<DialResponse> answer(Connection client, Bytes request) {
    try {
      return answer(client, Dial.decode(request));
    } catch (InputRefused refused) {
      return now(ResponseStatus.BAD_REQUEST, refused.getMessage());
    }
  }

  private CompletionStage<DialResponse> answer(Connection client, Dial dial) {
    if (dial.peer().filter(peer -> !peer.equals(client.remotePeer())).isPresent()) {
      return now(ResponseStatus.BAD_REQUEST, "ask for yourself");
    }
    List<Multiaddr> addresses = dialable(client, dial.addresses());
    if (addresses.isEmpty()) {
      return now(ResponseStatus.DIAL_REFUSED, "no address that may be dialled for you");
    }
    if (!budget.begin(client.remotePeer())) {
      return now(ResponseStatus.DIAL_REFUSED, "too many requests; ask later");
    }
    return DialRace.run(dialBacks, addresses, client.remotePeer(), host.executor())
        .thenApply(
            reached -> {
              budget.end();
              return reached
                  .map(DialResponse::ok)
                  .orElseGet(() -> DialResponse.of(ResponseStatus.DIAL_ERROR, "nobody answers"));
            });
  }

  private static CompletionStage<DialResponse> now(ResponseStatus status, String text) {
    return CompletableFuture.completedStage(DialResponse.of(status, text));
  }

  /** Where the client itself is, and nowhere else: a circuit doesn't show that (autonat-v1). */
  private List<Multiaddr> dialable(Connection client, List<Multiaddr> asked) {
    Optional<InetAddress> place = IpAddresses.of(client.remoteAddress());
    return asked.stream()
        .filter(address -> place.isPresent() && IpAddresses.of(address).equals(place))
        .filter(address -> dialBacks.mayDial(address, client.remotePeer()))
        .distinct()
        .limit(MAX_DIALS)
        .toList();
  }
}
