package org.meshwork.libp2p.host.names;

import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DefaultDnsQuestion;
import io.netty.handler.codec.dns.DnsRawRecord;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.Future;
import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * Asks the servers that the system is set up with, on an event loop of NIO, and keeps their answers
 * for as long as they say.
 */
public final class DnsResolver implements NameResolver, AutoCloseable {
  /** Of one answer; more are left out. */
  static final int MAX_RECORDS = 64;

  private static final int IP4_BYTES = 4;
  private static final int IP6_BYTES = 16;

  private final DnsNameResolver resolver;

  /** With the servers of the system, 5 seconds a query. */
  public DnsResolver(EventLoop eventLoop) {
    this(
        new DnsNameResolverBuilder(eventLoop)
            .datagramChannelType(NioDatagramChannel.class)
            // For answers that don't fit into a datagram.
            .socketChannelType(NioSocketChannel.class)
            .queryTimeoutMillis(Duration.ofSeconds(5).toMillis()));
  }

  DnsResolver(DnsNameResolverBuilder builder) {
    this.resolver = Objects.requireNonNull(builder).build();
  }

  @Override
  public CompletionStage<List<Inet4Address>> ip4(String name) {
    return ask(
        name,
        DnsRecordType.A,
        content -> address(content, IP4_BYTES).map(found -> (Inet4Address) found));
  }

  @Override
  public CompletionStage<List<Inet6Address>> ip6(String name) {
    return ask(
        name,
        DnsRecordType.AAAA,
        content ->
            address(content, IP6_BYTES)
                // The JDK makes an IPv4 address of one within IPv6.
                .filter(Inet6Address.class::isInstance)
                .map(found -> (Inet6Address) found));
  }

  private static Optional<InetAddress> address(ByteBuf content, int size) {
    if (content.readableBytes() != size) {
      return Optional.empty();
    }
    byte[] address = new byte[size];
    content.getBytes(content.readerIndex(), address);
    try {
      return Optional.of(InetAddress.getByAddress(address));
    } catch (UnknownHostException e) {
      throw new IllegalStateException("an address has 4 or 16 bytes", e);
    }
  }

  @Override
  public CompletionStage<List<String>> texts(String name) {
    return ask(name, DnsRecordType.TXT, DnsResolver::text);
  }

  /** The strings of a record, one behind the other (RFC 1035 section 3.3.14). */
  static Optional<String> text(ByteBuf content) {
    StringBuilder text = new StringBuilder();
    int index = content.readerIndex();
    int end = content.writerIndex();
    while (index < end) {
      int size = content.getUnsignedByte(index);
      if (size > end - index - 1) {
        return Optional.empty();
      }
      text.append(content.toString(index + 1, size, StandardCharsets.UTF_8));
      index += 1 + size;
    }
    return Optional.of(text.toString());
  }

  private <T> CompletionStage<List<T>> ask(
      String name, DnsRecordType type, Function<ByteBuf, Optional<T>> reading) {
    CompletableFuture<List<T>> answer = new CompletableFuture<>();
    try {
      resolver
          .resolveAll(new DefaultDnsQuestion(name, type))
          .addListener(
              (Future<List<DnsRecord>> done) -> {
                if (done.isSuccess()) {
                  answer.complete(read(done.getNow(), type, reading));
                } else {
                  answer.completeExceptionally(noAnswer(name, done.cause()));
                }
              });
    } catch (IllegalArgumentException noName) {
      answer.completeExceptionally(noAnswer(name, noName));
    }
    return answer;
  }

  private static ConnectionFailed noAnswer(String name, Throwable cause) {
    return new ConnectionFailed(Reason.UNREACHABLE, "no answer about the name " + name, cause);
  }

  private static <T> List<T> read(
      List<DnsRecord> records, DnsRecordType type, Function<ByteBuf, Optional<T>> reading) {
    try {
      return records.stream()
          .filter(record -> record.type().equals(type) && record instanceof DnsRawRecord)
          .limit(MAX_RECORDS)
          .flatMap(record -> reading.apply(((DnsRawRecord) record).content()).stream())
          .toList();
    } finally {
      records.forEach(ReferenceCountUtil::release);
    }
  }

  @Override
  public void close() {
    resolver.close();
  }
}
