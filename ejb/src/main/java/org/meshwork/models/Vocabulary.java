package org.meshwork.models;

import jakarta.json.Json;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonValue;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * The pieces of words that a BERT model knows, found by their longest prefix. An open hash table
 * over code points, so that a search makes no strings.
 */
final class Vocabulary {
  static final int NONE = -1;

  private static final String CONTINUATION = "##";
  private static final int FIRST_SEED = 17;
  private static final int CONTINUATION_SEED = 19;

  private final int[][] pieces;
  private final boolean[] continuations;
  private final int[] ids;
  private final int[] slots;
  private final int longestPiece;
  private final int unknown;
  private final int classification;
  private final int separator;

  Vocabulary(Map<String, Integer> idsOfPieces) {
    int size = idsOfPieces.size();
    pieces = new int[size][];
    continuations = new boolean[size];
    ids = new int[size];
    slots = new int[Integer.highestOneBit(Math.max(size, 1)) * 4];
    Arrays.fill(slots, NONE);
    int entry = 0;
    int longest = 0;
    for (Map.Entry<String, Integer> piece : idsOfPieces.entrySet()) {
      add(entry, piece.getKey(), piece.getValue());
      longest = Math.max(longest, pieces[entry].length);
      entry++;
    }
    longestPiece = longest;
    unknown = required(idsOfPieces, "[UNK]");
    classification = required(idsOfPieces, "[CLS]");
    separator = required(idsOfPieces, "[SEP]");
  }

  /** Reads the {@code tokenizer.json} of an uncased BERT model, as Hugging Face writes it. */
  static Vocabulary read(InputStream tokenizerJson) {
    try (JsonReader reader = Json.createReader(tokenizerJson)) {
      JsonObject root = reader.readObject();
      JsonObject normalizer = root.getJsonObject("normalizer");
      if (!normalizer.getString("type").equals("BertNormalizer")
          || !normalizer.getBoolean("lowercase")) {
        throw new IllegalArgumentException("not the tokenizer of an uncased BERT model");
      }
      Map<String, Integer> ids = new HashMap<>();
      for (Map.Entry<String, JsonValue> piece :
          root.getJsonObject("model").getJsonObject("vocab").entrySet()) {
        ids.put(piece.getKey(), ((JsonNumber) piece.getValue()).intValueExact());
      }
      return new Vocabulary(ids);
    }
  }

  private static int required(Map<String, Integer> ids, String piece) {
    Integer id = ids.get(piece);
    if (id == null) {
      throw new IllegalArgumentException("the vocabulary lacks " + piece);
    }
    return id;
  }

  private void add(int entry, String piece, int id) {
    boolean continuation = piece.length() > 2 && piece.startsWith(CONTINUATION);
    int[] codePoints = piece.substring(continuation ? 2 : 0).codePoints().toArray();
    pieces[entry] = codePoints;
    continuations[entry] = continuation;
    ids[entry] = id;
    int hash = seed(continuation);
    for (int codePoint : codePoints) {
      hash = step(hash, codePoint);
    }
    int slot = slot(hash);
    while (slots[slot] != NONE) {
      slot = slot + 1 & slots.length - 1;
    }
    slots[slot] = entry;
  }

  private static int seed(boolean continuation) {
    return continuation ? CONTINUATION_SEED : FIRST_SEED;
  }

  private static int step(int hash, int codePoint) {
    return (hash ^ codePoint) * 0x01000193;
  }

  private int slot(int hash) {
    return (hash ^ hash >>> 15) & slots.length - 1;
  }

  /**
   * The entry of the longest piece that {@code word[from..to)} begins with, or {@link #NONE}.
   *
   * @param continuation whether something of the word stands before it
   */
  int longestPrefix(int[] word, int from, int to, boolean continuation) {
    int best = NONE;
    int hash = seed(continuation);
    int limit = Math.min(to, from + longestPiece);
    for (int end = from; end < limit; end++) {
      hash = step(hash, word[end]);
      int entry = find(hash, word, from, end + 1, continuation);
      best = entry == NONE ? best : entry;
    }
    return best;
  }

  private int find(int hash, int[] word, int from, int to, boolean continuation) {
    int slot = slot(hash);
    while (slots[slot] != NONE) {
      int entry = slots[slot];
      if (continuations[entry] == continuation
          && Arrays.equals(pieces[entry], 0, pieces[entry].length, word, from, to)) {
        return entry;
      }
      slot = slot + 1 & slots.length - 1;
    }
    return NONE;
  }

  int length(int entry) {
    return pieces[entry].length;
  }

  int id(int entry) {
    return ids[entry];
  }

  int unknown() {
    return unknown;
  }

  int classification() {
    return classification;
  }

  int separator() {
    return separator;
  }
}
