package org.meshwork.libp2p.host.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.host.TestHosts.assertFails;
import static org.meshwork.libp2p.host.TestHosts.get;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.handler.codec.dns.DatagramDnsQuery;
import io.netty.handler.codec.dns.DatagramDnsQueryDecoder;
import io.netty.handler.codec.dns.DatagramDnsResponse;
import io.netty.handler.codec.dns.DatagramDnsResponseEncoder;
import io.netty.handler.codec.dns.DefaultDnsRawRecord;
import io.netty.handler.codec.dns.DnsQuestion;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.handler.codec.dns.DnsSection;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.SingletonDnsServerAddressStreamProvider;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meshwork.libp2p.LeakWatch;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;

/** The real resolver, and a server that answers what the test says. */
@ExtendWith(LeakWatch.class)
class DnsResolverTest {
  private final EventLoopGroup group =
      new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());

  /** By type and name. */
  private final Map<String, Bytes[]> records = new ConcurrentHashMap<>();

  private Channel server;
  private DnsResolver resolver;

  @BeforeEach
  void start() {
    server =
        new Bootstrap()
            .group(group)
            .channel(NioDatagramChannel.class)
            .handler(
                new ChannelInitializer<Channel>() {
                  @Override
                  protected void initChannel(Channel channel) {
                    channel
                        .pipeline()
                        .addLast(new DatagramDnsQueryDecoder(), new DatagramDnsResponseEncoder())
                        .addLast(new Answers());
                  }
                })
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
            .syncUninterruptibly()
            .channel();
    resolver =
        new DnsResolver(
            new DnsNameResolverBuilder(group.next())
                .datagramChannelType(NioDatagramChannel.class)
                .queryTimeoutMillis(1_000)
                .nameServerProvider(
                    new SingletonDnsServerAddressStreamProvider(
                        (InetSocketAddress) server.localAddress())));
  }

  @AfterEach
  void stop() {
    resolver.close();
    server.close().syncUninterruptibly();
    group.shutdownGracefully(0, 10, TimeUnit.SECONDS).syncUninterruptibly();
  }

  private final class Answers extends SimpleChannelInboundHandler<DatagramDnsQuery> {
    @Override
    protected void channelRead0(ChannelHandlerContext context, DatagramDnsQuery query) {
      DnsQuestion question = query.recordAt(DnsSection.QUESTION);
      DatagramDnsResponse response =
          new DatagramDnsResponse(query.recipient(), query.sender(), query.id());
      response.addRecord(DnsSection.QUESTION, question);
      Bytes[] found = records.get(question.type().name() + " " + question.name());
      if (found == null) {
        response.setCode(DnsResponseCode.NXDOMAIN);
      } else {
        for (Bytes record : found) {
          ByteBuf content = Unpooled.wrappedBuffer(record.toArray());
          response.addRecord(
              DnsSection.ANSWER,
              new DefaultDnsRawRecord(question.name(), question.type(), 60, content));
        }
      }
      context.writeAndFlush(response);
    }
  }

  private void answer(DnsRecordType type, String name, Bytes... contents) {
    records.put(type.name() + " " + name + ".", contents);
  }

  private static Bytes text(String... pieces) {
    Bytes all = Bytes.EMPTY;
    for (String piece : pieces) {
      all = all.concat(Bytes.of((byte) piece.length())).concat(Bytes.utf8(piece));
    }
    return all;
  }

  @Test
  void findsAddresses() throws Exception {
    answer(DnsRecordType.A, "host.example", Bytes.ofHex("c0000201"), Bytes.ofHex("c0000202"));
    answer(DnsRecordType.AAAA, "host.example", Bytes.ofHex("20010db8" + "00".repeat(11) + "01"));
    assertThat(get(resolver.ip4("host.example")))
        .extracting(InetAddress::getHostAddress)
        .containsExactly("192.0.2.1", "192.0.2.2");
    assertThat(get(resolver.ip6("host.example")))
        .containsExactly((java.net.Inet6Address) InetAddress.getByName("2001:db8::1"));
  }

  @Test
  void findsTexts() {
    String peer = "dnsaddr=/ip4/192.0.2.1/tcp/1/p2p/x";
    answer(DnsRecordType.TXT, "_dnsaddr.host.example", text(peer), text("dns", "addr=", ""));
    assertThat(get(resolver.texts("_dnsaddr.host.example"))).containsExactly(peer, "dnsaddr=");
  }

  @Test
  void passesOverRecordsThatAreNone() {
    answer(DnsRecordType.A, "bad.example", Bytes.ofHex("c00002"), Bytes.ofHex("c0000203"));
    answer(DnsRecordType.TXT, "bad.example", Bytes.ofHex("ff61"), text("good"));
    Bytes mapped = Bytes.ofHex("00000000000000000000ffffc0000201");
    answer(DnsRecordType.AAAA, "bad.example", mapped, Bytes.ofHex("20010db8" + "00".repeat(12)));
    assertThat(get(resolver.ip4("bad.example"))).hasSize(1);
    assertThat(get(resolver.texts("bad.example"))).containsExactly("good");
    assertThat(get(resolver.ip6("bad.example"))).hasSize(1);
  }

  @Test
  void failsForNamesThatAreNone() {
    assertFails(resolver.ip4("nobody.example"), Reason.UNREACHABLE);
    assertFails(resolver.texts("nobody.example"), Reason.UNREACHABLE);
    assertFails(resolver.texts("a".repeat(300)), Reason.UNREACHABLE);
    assertFails(resolver.texts("a..b"), Reason.UNREACHABLE);
  }

  @Test
  void readsAnyText() {
    Random random = new Random(11);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = new byte[random.nextInt(40)];
      random.nextBytes(bytes);
      if (bytes.length > 0 && random.nextBoolean()) {
        bytes[0] = (byte) random.nextInt(bytes.length);
      }
      DnsResolver.text(Unpooled.wrappedBuffer(bytes))
          .ifPresent(text -> assertThat(text.length()).isLessThanOrEqualTo(bytes.length));
    }
  }
}
