package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelOption;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.Polling;
import org.meshwork.libp2p.connection.RecordingReader;
import org.meshwork.libp2p.connection.Stream;
import org.meshwork.libp2p.connection.StreamContractTest;
import org.meshwork.libp2p.muxer.MuxedChannel;

/** Many streams, much data and slow readers, over TCP with a thread at each end. */
class YamuxLoadTest {
  private static final int MEBIBYTE = 1 << 20;
  private static final int IDLE_CONNECTIONS = 2_000;
  private static final long MAX_IDLE_BYTES = 25 * 1024;

  private static ChannelPairs pairs;
  private ChannelPairs.Muxed ends;

  @BeforeAll
  static void start() {
    pairs = ChannelPairs.tcp();
  }

  @AfterAll
  static void stop() throws Exception {
    pairs.close();
  }

  @BeforeEach
  void connect() throws Exception {
    ends = pairs.mux(YamuxSettings.DEFAULT);
  }

  @AfterEach
  void close() throws Exception {
    await(ends.dialler().close());
    await(ends.listener().close());
  }

  @Test
  void carriesAThousandStreamsAtOnce() throws Exception {
    List<Stream> far = new ArrayList<>();
    AtomicInteger open = new AtomicInteger();
    ends.listener()
        .acceptStreams(
            stream -> {
              far.add(stream);
              open.incrementAndGet();
            });
    List<RecordingReader> readers = new ArrayList<>();
    List<CompletionStage<Long>> sent = new ArrayList<>();
    for (int count = 0; count < 1_000; count++) {
      RecordingReader reader = new RecordingReader();
      readers.add(reader);
      int seed = count;
      sent.add(
          ends.dialler()
              .openStream()
              .thenCompose(
                  stream -> {
                    stream.read(reader);
                    return StreamContractTest.send(stream, 20_000, seed);
                  }));
    }
    Polling.await().until(() -> open.get() == 1_000);
    far.forEach(stream -> stream.read(new StreamContractTest.Echo(stream)));
    for (int index = 0; index < readers.size(); index++) {
      assertThat(await(readers.get(index).end())).isEqualTo(await(sent.get(index)));
    }
    far.forEach(stream -> join(stream.closed()));
  }

  @Test
  void carriesMuchBothWays() throws Exception {
    CompletableFuture<Stream> accepted = new CompletableFuture<>();
    ends.listener().acceptStreams(accepted::complete);
    Stream near = await(ends.dialler().openStream());
    Stream far = await(accepted);
    RecordingReader nearReader = new RecordingReader();
    RecordingReader farReader = new RecordingReader();
    near.read(nearReader);
    far.read(farReader);
    CompletionStage<Long> there = StreamContractTest.send(near, 64L * MEBIBYTE, 1);
    CompletionStage<Long> back = StreamContractTest.send(far, 64L * MEBIBYTE, 2);
    assertThat(await(farReader.end())).isEqualTo(await(there));
    assertThat(await(nearReader.end())).isEqualTo(await(back));
    assertThat(farReader.count()).isEqualTo(64L * MEBIBYTE);
  }

  @Test
  void keepsTheChannelsBacklogSmallWhenThePeerDoesNotRead() throws Exception {
    ends.listener().acceptStreams(stream -> stream.read(new RecordingReader()));
    ends.far().config().setAutoRead(false);
    ends.far().config().setOption(ChannelOption.SO_RCVBUF, 64 * 1024);
    ends.near().config().setOption(ChannelOption.SO_SNDBUF, 64 * 1024);
    for (int count = 0; count < 100; count++) {
      Stream stream = await(ends.dialler().openStream());
      stream.write(Unpooled.wrappedBuffer(new byte[MEBIBYTE]));
    }
    // All windows together are 25 MiB, of which the kernel takes some.
    Polling.await().until(() -> !ends.near().isWritable());
    long backlog =
        ends.near()
            .eventLoop()
            .submit(() -> ends.near().unsafe().outboundBuffer())
            .get(10, TimeUnit.SECONDS)
            .totalPendingWriteBytes();
    assertThat(backlog).isBetween(1L, 512L * 1024);
    ends.far().config().setAutoRead(true);
  }

  @Test
  void smallStreamsAreNotHeldUpByALargeOne() throws Exception {
    RecordingReader bulk = new RecordingReader();
    AtomicInteger count = new AtomicInteger();
    ends.listener()
        .acceptStreams(
            stream ->
                stream.read(
                    count.getAndIncrement() == 0 ? bulk : new StreamContractTest.Echo(stream)));
    Stream large = await(ends.dialler().openStream());
    CompletionStage<Long> sent = StreamContractTest.send(large, 256L * MEBIBYTE, 3);
    Polling.await().until(() -> bulk.count() > 0);
    for (int small = 0; small < 10; small++) {
      Stream stream = await(ends.dialler().openStream());
      RecordingReader reader = new RecordingReader();
      stream.read(reader);
      assertThat(await(StreamContractTest.send(stream, 1_000, small)))
          .isEqualTo(await(reader.end()));
    }
    assertThat(bulk.hasEnded()).as("the large one has ended before").isFalse();
    assertThat(await(bulk.end())).isEqualTo(await(sent));
  }

  @Test
  void idleConnectionsAreSmall() {
    List<MuxedChannel> sessions = new ArrayList<>(IDLE_CONNECTIONS);
    List<EmbeddedChannel> channels = new ArrayList<>(IDLE_CONNECTIONS);
    RawPeer warm = RawPeer.ready();
    long before = heapBytes();
    for (int count = 0; count < IDLE_CONNECTIONS; count++) {
      EmbeddedChannel channel = new EmbeddedChannel();
      channels.add(channel);
      sessions.add(new Yamux(YamuxSettings.DEFAULT).mux(channel, true));
      channel.runPendingTasks();
      channel.releaseOutbound();
    }
    long each = (heapBytes() - before) / IDLE_CONNECTIONS;
    assertThat(each).as("bytes of an idle connection").isLessThan(MAX_IDLE_BYTES);
    assertThat(sessions).hasSize(IDLE_CONNECTIONS);
    channels.forEach(EmbeddedChannel::finishAndReleaseAll);
    warm.close();
  }

  private static long heapBytes() {
    System.gc();
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  private static <T> T await(CompletionStage<T> stage) throws Exception {
    return stage.toCompletableFuture().get(Duration.ofMinutes(1).toSeconds(), TimeUnit.SECONDS);
  }

  private static void join(CompletionStage<Void> stage) {
    stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
