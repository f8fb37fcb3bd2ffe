package org.meshwork.libp2p.protocol.autonat;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.multiformats.AddressProtocol;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.transport.Transport;

/**
 * Dials peers to see whether that works: always anew, beside the connections that the host has, and
 * on connections that the host doesn't know of. From any thread.
 */
public final class DialBacks {
  private final List<Transport> transports;
  private final EventExecutor executor;
  private final ServingSettings settings;

  /**
   * @param transports that must not dial from a port where the host listens: the peer's NAT might
   *     have a hole for it; they may have a key of their own
   * @param executor for timers
   */
  public DialBacks(List<Transport> transports, EventExecutor executor, ServingSettings settings) {
    this.transports = List.copyOf(transports);
    this.executor = Objects.requireNonNull(executor);
    this.settings = Objects.requireNonNull(settings);
  }

  /**
   * Whether the address may be dialled for the peer: it leads to one host of the internet at once,
   * by a transport that is here, and names no other peer.
   */
  public boolean mayDial(Multiaddr address, PeerId peer) {
    return IpAddresses.of(address)
        .filter(
            ip ->
                settings.dialsPrivateAddresses()
                    ? IpAddresses.isOfOneHost(ip)
                    : IpAddresses.isPublic(ip))
        .flatMap(ip -> withoutPeer(address))
        .filter(place -> namesNobodyElse(address, peer) && transport(place).isPresent())
        .isPresent();
  }

  private static boolean namesNobodyElse(Multiaddr address, PeerId peer) {
    try {
      return PeerId.in(address).map(peer::equals).orElse(true);
    } catch (InputRefused noPeer) {
      return false;
    }
  }

  private static Optional<Multiaddr> withoutPeer(Multiaddr address) {
    return address.last().protocol() == AddressProtocol.P2P
        ? address.decapsulate(AddressProtocol.P2P)
        : Optional.of(address);
  }

  private Optional<Transport> transport(Multiaddr place) {
    return transports.stream().filter(found -> found.supports(place)).findFirst();
  }

  /**
   * Dials the address, and takes none of the peer's streams.
   *
   * @return the caller's to close; exceptionally {@link ConnectionFailed}, or cancelled after the
   *     time that the settings give; may be cancelled
   */
  public CompletableFuture<Connection> dial(Multiaddr address, PeerId peer) {
    Optional<Multiaddr> place = withoutPeer(address);
    Optional<Transport> transport = place.flatMap(this::transport);
    if (transport.isEmpty()) {
      return CompletableFuture.failedFuture(
          new ConnectionFailed(Reason.UNSUPPORTED_ADDRESS, "no transport for " + address));
    }
    CompletableFuture<Connection> attempt =
        transport.get().dial(place.get(), Optional.of(peer)).toCompletableFuture();
    Future<?> timer =
        executor.schedule(
            () -> attempt.cancel(false), settings.timeout().toNanos(), TimeUnit.NANOSECONDS);
    attempt.whenComplete((connection, failure) -> timer.cancel(false));
    attempt.thenAccept(connection -> connection.acceptStreams(Stream::reset));
    return attempt;
  }
}
