package org.meshwork.libp2p.interop;

import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.channel.EventLoopGroup;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamReader;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.host.Host;
import org.meshwork.libp2p.host.HostListener;
import org.meshwork.libp2p.host.HostSettings;
import org.meshwork.libp2p.protocol.identify.Identify;
import org.meshwork.libp2p.protocol.identify.IdentifySettings;
import org.meshwork.libp2p.protocol.identify.Identity;
import org.meshwork.libp2p.protocol.ping.Ping;
import org.meshwork.libp2p.protocol.ping.PingSettings;
import org.meshwork.libp2p.record.SequenceNumbers;
import org.meshwork.libp2p.transport.websocket.WebSocketTls;

/** A host with a new key that connects one way, and serves what {@code streams.mjs} does. */
final class OurPeer implements AutoCloseable {
  private static final HostSettings SETTINGS =
      HostSettings.DEFAULT.withInboundNegotiations(Duration.ofSeconds(30), 2_000);

  private final BlockingQueue<Connection> connected = new LinkedBlockingQueue<>();
  private final BlockingQueue<Identity> identified = new LinkedBlockingQueue<>();
  private final BlockingQueue<ConnectionFailed> stalled = new LinkedBlockingQueue<>();
  private final Host host;
  private final Ping ping;

  OurPeer(Way way, EventLoopGroup group, SecureRandom random, WebSocketTls webSocketTls) {
    PrivateKey key = PrivateKey.generate(KeyType.ED25519, random);
    host =
        new Host(
            key, List.of(way.transport(key, group, random, webSocketTls)), group.next(), SETTINGS);
    host.addListener(
        new HostListener() {
          @Override
          public void connected(Connection connection) {
            connected.add(connection);
          }
        });
    ping = new Ping(host, random, PingSettings.DEFAULT);
    ping.start();
    Identify identify =
        new Identify(host, new SequenceNumbers(Clock.systemUTC()), IdentifySettings.DEFAULT);
    identify.addListener((connection, identity) -> identified.add(identity));
    identify.start();
    serve(Exchanges.ECHO, Exchanges.Echo::new);
    serve(Exchanges.DIGEST, Exchanges.Digest::answering);
    serve(Exchanges.PATTERN, Exchanges.Pattern::new);
    serve(Exchanges.STALL, stream -> new Exchanges.Stall(stalled));
  }

  private void serve(String protocol, Function<Stream, StreamReader> reader) {
    host.handle(protocol, inbound -> inbound.stream().read(reader.apply(inbound.stream())));
  }

  Host host() {
    return host;
  }

  Ping ping() {
    return ping;
  }

  /** The connections that came about. */
  BlockingQueue<Connection> connected() {
    return connected;
  }

  /** What peers have told of themselves. */
  BlockingQueue<Identity> identified() {
    return identified;
  }

  /** How streams of {@link Exchanges#STALL} ended. */
  BlockingQueue<ConnectionFailed> stalled() {
    return stalled;
  }

  @Override
  public void close() {
    get(host.close());
  }
}
