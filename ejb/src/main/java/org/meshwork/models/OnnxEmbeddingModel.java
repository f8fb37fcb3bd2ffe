package org.meshwork.models;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InputStream;
import java.nio.LongBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * A model of the node's own, run in this process by ONNX Runtime. Loaded when it is first used; one
 * text per call, since batches are slower on a CPU (padding is computed, too).
 */
final class OnnxEmbeddingModel implements EmbeddingModel, AutoCloseable {
  private static final int SPECIAL_TOKENS = 2;

  private final OnnxModel model;
  private final OnnxSessions sessions;
  private final Turns turns;
  private final int threads;
  private volatile WordPiece tokenizer;
  private volatile OrtSession session;
  private volatile boolean closed;

  OnnxEmbeddingModel(OnnxModel model, OnnxSessions sessions, Turns turns, int threads) {
    this.model = model;
    this.sessions = sessions;
    this.turns = turns;
    this.threads = threads;
  }

  @Override
  public ModelId id() {
    return model.id();
  }

  @Override
  public int dimension() {
    return OnnxModel.DIMENSION;
  }

  @Override
  public int maxTokens() {
    return model.maxTokens();
  }

  @Override
  public int specialTokens() {
    return SPECIAL_TOKENS;
  }

  @Override
  public int callers() {
    return turns.permits();
  }

  @Override
  public WordPiece tokenizer() {
    WordPiece ready = tokenizer;
    return ready == null ? readTokenizer() : ready;
  }

  private synchronized WordPiece readTokenizer() {
    if (tokenizer == null) {
      try (InputStream in = OnnxSessions.resource(model.vocabulary())) {
        tokenizer = new WordPiece(Vocabulary.read(in));
      } catch (IOException | LinkageError e) {
        throw ModelUnavailable.broken(id(), e.getMessage(), e);
      }
    }
    return tokenizer;
  }

  @Override
  public float[] embedPassage(String text) {
    return embed(text);
  }

  @Override
  public float[] embedQuery(String text) {
    return embed(model.queryPrefix() + text);
  }

  private float[] embed(String text) {
    long[] ids = ids(text);
    OrtSession open = load();
    return turns.take(id(), () -> run(open, ids));
  }

  /** With the special tokens around them. */
  private long[] ids(String text) {
    WordPiece pieces = tokenizer();
    Ids ids = new Ids(maxTokens());
    ids.token(0, 0, pieces.vocabulary().classification(), false);
    pieces.scan(text, ids);
    ids.token(0, 0, pieces.vocabulary().separator(), false);
    if (ids.count > maxTokens()) {
      throw new TextTooLong(id(), ids.count, maxTokens());
    }
    return Arrays.copyOf(ids.values, ids.count);
  }

  /** Idempotent; others wait while one loads. */
  OrtSession load() {
    OrtSession ready = session;
    return ready == null || closed ? open() : ready;
  }

  private synchronized OrtSession open() {
    if (closed) {
      throw ModelUnavailable.stopped(id());
    }
    if (session == null) {
      long start = System.nanoTime();
      try {
        session = sessions.open(model);
      } catch (OrtException | IOException | LinkageError e) {
        throw ModelUnavailable.broken(id(), e.getMessage(), e);
      }
      ModelsLog.LOG.loaded(
          id(),
          TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
          sessions.inUse().key(),
          threads);
    }
    return session;
  }

  /** Does not wait for one that is being loaded. */
  boolean isLoaded() {
    return session != null && !closed;
  }

  private float[] run(OrtSession open, long[] ids) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    long[] shape = {1, ids.length};
    long[] ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (OnnxTensor tokens = OnnxTensor.createTensor(environment, LongBuffer.wrap(ids), shape);
        OnnxTensor mask = OnnxTensor.createTensor(environment, LongBuffer.wrap(ones), shape);
        OnnxTensor types =
            OnnxTensor.createTensor(environment, LongBuffer.allocate(ids.length), shape);
        OrtSession.Result result =
            open.run(
                Map.of("input_ids", tokens, "attention_mask", mask, "token_type_ids", types))) {
      float[] hidden = ((OnnxTensor) result.get(0)).getFloatBuffer().array();
      return model.pooling().vector(hidden, OnnxModel.DIMENSION);
    } catch (OrtException e) {
      throw ModelUnavailable.broken(id(), e.getMessage(), e);
    }
  }

  /** Only when nobody is at work any more. */
  @Override
  public synchronized void close() {
    closed = true;
    if (session != null) {
      try {
        session.close();
        session = null;
      } catch (OrtException e) {
        throw ModelUnavailable.broken(id(), e.getMessage(), e);
      }
    }
  }

  /** Counts all tokens, and keeps as many as the model takes. */
  private static final class Ids implements TokenVisitor {
    private final long[] values;
    private int count;

    Ids(int max) {
      values = new long[max];
    }

    @Override
    public void token(int start, int end, int id, boolean inside) {
      if (count < values.length) {
        values[count] = id;
      }
      count++;
    }
  }
}
