package org.meshwork.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.meshwork.models.EmbeddingModel;

/**
 * The vectors of texts on disk, one after the other. Embedding can be interrupted at any point and
 * goes on where it was; other texts or another model have another file.
 */
final class VectorCache {
  private static final int TEXTS_A_BLOCK = 1_024;

  private final EmbeddingModel model;
  private final Path folder;

  VectorCache(EmbeddingModel model, Path folder) {
    this.model = model;
    this.folder = folder;
  }

  float[][] passages(List<String> texts) throws Exception {
    int vectorBytes = model.dimension() * Float.BYTES;
    Path file = folder.resolve("vectors-%s-%s".formatted(model.id(), digest(texts)));
    try (FileChannel channel =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      int done = (int) (channel.size() / vectorBytes);
      while (done < texts.size()) {
        List<String> block = texts.subList(done, Math.min(texts.size(), done + TEXTS_A_BLOCK));
        channel.write(bytes(embed(block)), (long) done * vectorBytes);
        done += block.size();
        System.out.printf("embedded %,d of %,d passages%n", done, texts.size());
      }
      return read(channel, texts.size());
    }
  }

  private float[][] embed(List<String> texts) throws Exception {
    float[][] vectors = new float[texts.size()][];
    AtomicInteger next = new AtomicInteger();
    Parallel.run(
        Models.THREADS,
        () -> {
          for (int i = next.getAndIncrement(); i < vectors.length; i = next.getAndIncrement()) {
            vectors[i] = model.embedPassage(texts.get(i));
          }
        });
    return vectors;
  }

  private ByteBuffer bytes(float[][] vectors) {
    ByteBuffer bytes = ByteBuffer.allocate(vectors.length * model.dimension() * Float.BYTES);
    for (float[] vector : vectors) {
      for (float element : vector) {
        bytes.putFloat(element);
      }
    }
    return bytes.flip();
  }

  private float[][] read(FileChannel channel, int count) throws IOException {
    float[][] vectors = new float[count][model.dimension()];
    ByteBuffer bytes = ByteBuffer.allocate(model.dimension() * Float.BYTES);
    channel.position(0);
    for (float[] vector : vectors) {
      bytes.clear();
      while (bytes.hasRemaining()) {
        if (channel.read(bytes) < 0) {
          throw new IOException("the cache of vectors ends early");
        }
      }
      bytes.flip().asFloatBuffer().get(vector);
    }
    return vectors;
  }

  private static String digest(List<String> texts) throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    texts.forEach(text -> digest.update((text + "\n").getBytes(UTF_8)));
    return HexFormat.of().formatHex(digest.digest()).substring(0, 16);
  }
}
