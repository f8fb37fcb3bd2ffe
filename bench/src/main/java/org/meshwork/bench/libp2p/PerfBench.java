package org.meshwork.bench.libp2p;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.meshwork.bench.Options;
import org.meshwork.bench.Results;
import org.meshwork.bench.Results.Section;
import org.meshwork.bench.Samples;
import org.meshwork.libp2p.connection.Connection;
import org.meshwork.libp2p.protocol.perf.Perf;
import org.meshwork.libp2p.protocol.perf.PerfSettings;
import org.meshwork.libp2p.security.aead.Aead;
import org.meshwork.libp2p.security.aead.AeadSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code /perf/1.0.0} between two peers of this stack, beside two of js-libp2p, by turns. */
@Command(
    name = "perf",
    description = "Throughput of one libp2p stream, beside js-libp2p's.",
    mixinStandardHelpOptions = true)
public final class PerfBench implements Callable<Integer> {
  private static final double TIMES_JS = 2;
  private static final double OF_AEAD = 0.5;
  private static final int WARM_UP_ROUNDS = 3;
  private static final int MESSAGE_BYTES = 65_000;
  private static final long AEAD_NANOS = 2_000_000_000L;

  @Mixin private Options options = new Options();

  @Option(
      names = "--mebibytes",
      description = "How much is downloaded in each round (default: ${DEFAULT-VALUE}).")
  private int mebibytes = 1_024;

  @Override
  public Integer call() throws Exception {
    Section section =
        new Section(
            "Throughput of a libp2p stream",
            "bench perf --rounds %d --mebibytes %d".formatted(options.rounds(), mebibytes));
    double aead = sealing();
    section.row("ChaCha20-Poly1305 of one core, MB/s", Results.number(aead));
    for (Stack stack : List.of(Stack.NOISE, Stack.TLS, Stack.QUIC)) {
      double own = compare(stack, section);
      if (stack.equals(Stack.NOISE)) {
        section.row(
            stack + ": of one core's ChaCha20-Poly1305",
            Results.number(own / aead),
            "≥ " + OF_AEAD,
            own / aead >= OF_AEAD);
      }
    }
    section.note(
        "One stream, %d MiB down; medians of %d rounds after %d to warm up, own and js by turns. Two hosts of one JVM with one event loop each; two processes of Node.js. AEAD: sealing messages of %,d bytes."
            .formatted(mebibytes, options.rounds(), WARM_UP_ROUNDS, MESSAGE_BYTES));
    options.results().write(section);
    return 0;
  }

  private double compare(Stack stack, Section section) throws IOException {
    List<Double> own = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    try (OwnPeer client = new OwnPeer(stack);
        OwnPeer server = new OwnPeer(stack);
        JsPeer jsClient = new JsPeer(options.checkout(), stack.transport(), stack.security());
        JsPeer jsServer = new JsPeer(options.checkout(), stack.transport(), stack.security())) {
      new Perf(server.host(), PerfSettings.DEFAULT).start();
      Connection connection = OwnPeer.await(client.host().dial(server.address()));
      jsClient.ask("dial", Map.of("address", jsServer.address()));
      for (int round = 0; round < WARM_UP_ROUNDS + options.rounds(); round++) {
        double ours = measure(client, connection);
        double js = measure(jsClient);
        if (round >= WARM_UP_ROUNDS) {
          own.add(ours);
          theirs.add(js);
        }
      }
    }
    double ours = Samples.of(own).median();
    double js = Samples.of(theirs).median();
    section.row(stack + ": own, MB/s", Results.number(ours));
    section.row(stack + ": js, MB/s", Results.number(js));
    section.row(
        stack + ": own / js", Results.number(ours / js), "≥ " + TIMES_JS, ours / js >= TIMES_JS);
    return ours;
  }

  private long bytes() {
    return (long) mebibytes << 20;
  }

  private double measure(OwnPeer client, Connection connection) {
    Perf perf = new Perf(client.host(), PerfSettings.DEFAULT);
    double nanos = OwnPeer.await(perf.measure(connection, 0, bytes())).total().toNanos();
    return bytes() / nanos * 1e3;
  }

  private double measure(JsPeer client) throws IOException {
    return bytes()
        / client.ask("perf", Map.of("up", 0, "down", bytes())).get("seconds").asDouble()
        / 1e6;
  }

  /** MB/s, after as long to warm up. */
  private static double sealing() {
    AeadSource source = AeadSource.fastest();
    seal(source, AEAD_NANOS);
    return seal(source, AEAD_NANOS);
  }

  private static double seal(AeadSource source, long limit) {
    Aead aead = source.withKey(new byte[Aead.KEY_BYTES]);
    ByteBuf text = source.buffer(PooledByteBufAllocator.DEFAULT, MESSAGE_BYTES);
    ByteBuf sealed = source.buffer(PooledByteBufAllocator.DEFAULT, MESSAGE_BYTES + Aead.TAG_BYTES);
    byte[] nonce = new byte[Aead.NONCE_BYTES];
    long count = 0;
    long start = System.nanoTime();
    while (System.nanoTime() - start < limit) {
      count++;
      for (int index = 0; index < Long.BYTES; index++) {
        nonce[4 + index] = (byte) (count >> 8 * index);
      }
      text.setIndex(0, MESSAGE_BYTES);
      sealed.clear();
      aead.seal(nonce, new byte[0], text, sealed);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    text.release();
    sealed.release();
    return count * MESSAGE_BYTES / seconds / 1e6;
  }
}
