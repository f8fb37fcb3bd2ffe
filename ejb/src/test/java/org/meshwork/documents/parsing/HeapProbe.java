package org.meshwork.documents.parsing;

import com.sun.management.GarbageCollectionNotificationInfo;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;
import org.meshwork.documents.chunking.Chunkers;
import org.meshwork.documents.chunking.ChunkingOptions;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.models.TestTokenizers;

/**
 * A program that reads the worst documents as a job does, so many at once, in a heap part of which
 * is taken: {@code HeapProbe directory taken-megabytes at-once [names]}. It tells what became of
 * them, and the most that was in use after a collection.
 */
final class HeapProbe {
  private static final ChunkingOptions CHUNKING = new ChunkingOptions(Strategy.STRUCTURE, 256, 32);

  private final Path directory;
  private final DocumentParser parser;
  private final AtomicLong peak = new AtomicLong();

  private HeapProbe(Path directory, ExecutorService threads) {
    this.directory = directory;
    this.parser = Parsing.rationed(threads, ParsingSettings.DEFAULTS);
  }

  public static void main(String[] arguments) throws Exception {
    byte[][] taken = new byte[2 * Integer.parseInt(arguments[1])][1 << 19];
    Stream<WorstDocuments> documents =
        arguments.length > 3
            ? Arrays.stream(arguments[3].split(",")).map(WorstDocuments::valueOf)
            : Arrays.stream(WorstDocuments.values());
    new HeapProbe(Path.of(arguments[0]), Executors.newCachedThreadPool())
        .read(documents.toList(), Integer.parseInt(arguments[2]));
    Reference.reachabilityFence(taken);
    System.exit(0);
  }

  private void read(List<WorstDocuments> documents, int atOnce) throws Exception {
    watchCollections();
    ExecutorService partitions = Executors.newFixedThreadPool(atOnce);
    List<Future<?>> readings = new ArrayList<>();
    for (WorstDocuments document : documents) {
      readings.add(
          partitions.submit(
              () -> {
                read(document);
                return null;
              }));
    }
    for (Future<?> reading : readings) {
      reading.get();
    }
    System.out.printf("peak %d MB%n", peak.get() >> 20);
  }

  private void read(WorstDocuments document) throws Exception {
    Path file = document.in(directory);
    long start = System.nanoTime();
    String outcome = outcome(file);
    System.out.printf(
        "outcome %s %s, %d ms, peak so far %d MB%n",
        document, outcome, (System.nanoTime() - start) / 1_000_000, peak.get() >> 20);
    Files.delete(file);
  }

  private String outcome(Path file) {
    try {
      ParsedDocument document = parser.parse(file, file.getFileName().toString());
      int passages = new Chunkers().chunk(document, TestTokenizers.bert(), CHUNKING).size();
      return "read: %d blocks, %d passages".formatted(document.blocks().size(), passages);
    } catch (DocumentUnreadable e) {
      return e.type().slug() + ": " + e.detail();
    }
  }

  private void watchCollections() {
    for (GarbageCollectorMXBean each : ManagementFactory.getGarbageCollectorMXBeans()) {
      ((NotificationEmitter) each)
          .addNotificationListener((event, nothing) -> collected(event), null, null);
    }
  }

  private void collected(Notification event) {
    GarbageCollectionNotificationInfo info =
        GarbageCollectionNotificationInfo.from((CompositeData) event.getUserData());
    long used =
        info.getGcInfo().getMemoryUsageAfterGc().entrySet().stream()
            .filter(pool -> pool.getKey().startsWith("G1"))
            .map(java.util.Map.Entry::getValue)
            .mapToLong(MemoryUsage::getUsed)
            .sum();
    peak.accumulateAndGet(used, Math::max);
  }
}
