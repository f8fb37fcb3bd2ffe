package org.meshwork.libp2p.transport.quic;

import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.quic.Quic;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.security.tls.HostCertificate;
import org.meshwork.libp2p.security.tls.TlsUnavailable;
import org.meshwork.libp2p.transport.Acceptor;
import org.meshwork.libp2p.transport.HolePuncher;
import org.meshwork.libp2p.transport.Listener;
import org.meshwork.libp2p.transport.Transport;

/**
 * QUIC by {@code /ip4|ip6/…/udp/…/quic-v1}. Dials from the port of a listener where there is one
 * that reaches the peer, so that both see the same address, and else from a socket that all dials
 * share while any lasts. Safe to share between threads.
 */
public final class QuicTransport implements Transport, HolePuncher {
  static final System.Logger LOG = System.getLogger(QuicTransport.class.getName());

  private final QuicSetup setup;

  /** Those of listeners first. */
  private final List<QuicSocket> sockets = new ArrayList<>();

  /**
   * @param clock tells whether the certificates of peers hold
   * @param group of Netty's NIO; each socket with all its connections has one of its event loops
   * @param random must be fit for secrets but in tests
   * @param handshakeTimeout how long connecting may take, on both sides
   * @throws TlsUnavailable if the native library is not there for this platform
   */
  public QuicTransport(
      HostCertificate certificate,
      Clock clock,
      EventLoopGroup group,
      SecureRandom random,
      Duration handshakeTimeout) {
    this(certificate, clock, group, random, handshakeTimeout, QuicBounds.IDLE_TIMEOUT);
  }

  QuicTransport(
      HostCertificate certificate,
      Clock clock,
      EventLoopGroup group,
      SecureRandom random,
      Duration handshakeTimeout,
      Duration idleTimeout) {
    requireAvailable(Optional.ofNullable(Quic.unavailabilityCause()));
    this.setup = new QuicSetup(certificate, clock, group, random, handshakeTimeout, idleTimeout);
  }

  static void requireAvailable(Optional<Throwable> unavailable) {
    if (unavailable.isPresent()) {
      throw new TlsUnavailable(
          "QUIC", "io.netty:netty-codec-native-quic", "/quic-v1", unavailable.orElseThrow());
    }
  }

  @Override
  public boolean supports(Multiaddr address) {
    return QuicAddress.socket(address).isPresent();
  }

  @Override
  public CompletionStage<Connection> dial(Multiaddr address, Optional<PeerId> expected) {
    Optional<InetSocketAddress> remote = QuicAddress.socket(address);
    if (remote.isEmpty() || remote.get().getPort() == 0) {
      return CompletableFuture.failedFuture(unsupported(address));
    }
    Optional<PeerId> named = PeerId.in(address);
    if (expected.isPresent() && named.isPresent() && !expected.equals(named)) {
      return CompletableFuture.failedFuture(
          new ConnectionFailed(
              Reason.IDENTITY_MISMATCH, address + " is not of peer " + expected.get()));
    }
    CompletableFuture<Connection> result = new CompletableFuture<>();
    CompletableFuture<QuicConnection> outcome = new CompletableFuture<>();
    outcome.whenComplete(
        (connection, failure) -> {
          if (failure != null) {
            result.completeExceptionally(failure);
          } else if (!result.complete(connection)) {
            connection.close();
          }
        });
    result.whenComplete(
        (connection, failure) -> {
          if (result.isCancelled()) {
            outcome.cancel(false);
          }
        });
    Optional<PeerId> peer = expected.or(() -> named);
    socketTo(remote.get())
        .whenComplete(
            (socket, failure) -> {
              if (failure != null) {
                outcome.completeExceptionally(failure);
              } else {
                socket.dial(remote.get(), peer, outcome);
              }
            });
    return result;
  }

  @Override
  public CompletionStage<Connection> punch(
      Multiaddr address, PeerId expected, boolean isInitiator) {
    if (isInitiator) {
      return dial(address, Optional.of(expected));
    }
    Optional<InetSocketAddress> remote = QuicAddress.socket(address);
    if (remote.isEmpty() || remote.get().getPort() == 0) {
      return CompletableFuture.failedFuture(unsupported(address));
    }
    CompletableFuture<Connection> never = new CompletableFuture<>();
    socketTo(remote.get())
        .whenComplete(
            (socket, failure) -> {
              if (failure == null) {
                socket.punch(remote.get(), never);
              } else {
                never.completeExceptionally(failure);
              }
            });
    return never;
  }

  private static ConnectionFailed unsupported(Multiaddr address) {
    return new ConnectionFailed(
        Reason.UNSUPPORTED_ADDRESS, address + " is no address that QUIC can use");
  }

  /** One that the caller uses from now on. */
  private CompletableFuture<QuicSocket> socketTo(InetSocketAddress remote) {
    synchronized (sockets) {
      for (QuicSocket socket : sockets) {
        if (socket.reaches(remote) && socket.retain()) {
          return CompletableFuture.completedFuture(socket);
        }
      }
    }
    return QuicSocket.bind(setup, new InetSocketAddress(from(remote.getAddress()), 0))
        .thenApply(socket -> keep(socket, Integer.MAX_VALUE));
  }

  private static InetAddress from(InetAddress remote) {
    if (remote.isLoopbackAddress()) {
      return remote;
    }
    return new InetSocketAddress(remote instanceof Inet4Address ? "0.0.0.0" : "::", 0).getAddress();
  }

  @Override
  public CompletionStage<Void> dialsFreed() {
    return setup.leftovers.gone();
  }

  @Override
  public CompletionStage<Listener> listen(Multiaddr address, Acceptor acceptor) {
    Optional<InetSocketAddress> local = QuicAddress.socket(address);
    if (local.isEmpty() || PeerId.in(address).isPresent()) {
      return CompletableFuture.failedFuture(unsupported(address));
    }
    return QuicSocket.bind(setup, local.get())
        .thenApply(
            socket -> {
              socket.accept(acceptor);
              return new QuicListener(
                  QuicAddress.of(socket.localAddress()), keep(socket, 0)::stopAccepting);
            });
  }

  private QuicSocket keep(QuicSocket socket, int index) {
    synchronized (sockets) {
      sockets.removeIf(QuicSocket::isClosed);
      sockets.add(Math.min(index, sockets.size()), socket);
    }
    return socket;
  }
}
