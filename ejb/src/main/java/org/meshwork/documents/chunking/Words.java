package org.meshwork.documents.chunking;

import java.util.Arrays;
import java.util.BitSet;
import org.meshwork.documents.parsing.DocumentUnreadable;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;
import org.meshwork.models.Tokenizer;

/**
 * The words of a text: the pieces that can be put into passages in any grouping without changing
 * their tokens. The text is tokenized once; every passage's tokens are then a difference.
 *
 * <p>A word that does not fit into a passage is cut, and its pieces are kept apart: side by side
 * they would be one word again, with other tokens.
 */
final class Words {
  /**
   * The model knows no word of more than about 18 characters, and takes one of more than 100 as
   * unknown, whatever its length: characters bound a passage, too.
   */
  static final int MAX_CHARACTERS_PER_TOKEN = 16;

  /** Three numbers each, and half as many again while they grow (ADR 0007). */
  private static final int MAX_WORDS =
      (int) Math.min(20_000_000, Runtime.getRuntime().maxMemory() >> 8);

  private final String text;
  private final Tokenizer tokenizer;
  private final int maxTokens;
  private final int maxCharacters;
  private int[] starts;
  private int[] ends;
  private int[] tokensBefore;
  private final BitSet apart = new BitSet();
  private int count;

  // The word that is being read.
  private int start = -1;
  private int end;
  private int tokens;

  private Words(String text, Tokenizer tokenizer, int maxTokens) {
    this.text = text;
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
    maxCharacters = maxTokens * MAX_CHARACTERS_PER_TOKEN;
    int guess = text.length() / 5 + 16;
    starts = new int[guess];
    ends = new int[guess];
    tokensBefore = new int[guess];
  }

  static Words of(String text, Tokenizer tokenizer, int maxTokens) {
    Words words = new Words(text, tokenizer, maxTokens);
    tokenizer.scan(text, (start, end, id, inside) -> words.token(start, end, inside));
    words.endWord(text.length());
    return words;
  }

  private void token(int tokenStart, int tokenEnd, boolean inside) {
    if (!inside || start < 0) {
      boolean first = start < 0;
      endWord(tokenStart);
      start = first ? firstVisible(0, tokenStart) : tokenStart;
    }
    end = tokenEnd;
    tokens++;
  }

  /** What the tokenizer ignores, white space apart, belongs to the word before it. */
  private void endWord(int next) {
    if (start < 0) {
      return;
    }
    int visible = lastVisible(end, next);
    if (tokens <= maxTokens && visible - start <= maxCharacters) {
      add(start, visible, tokens);
    } else {
      cut(start, visible);
    }
    tokens = 0;
  }

  private void cut(int from, int to) {
    int at = from;
    while (at < to) {
      int piece = codePointBoundary(at, Math.min(to, at + maxCharacters));
      int pieceTokens = tokenizer.count(text.substring(at, piece));
      while (pieceTokens > maxTokens) {
        piece = codePointBoundary(at, at + (piece - at) / 2);
        pieceTokens = tokenizer.count(text.substring(at, piece));
      }
      if (at > from) {
        apart.set(count);
      }
      add(at, piece, pieceTokens);
      at = firstVisible(piece, to);
    }
  }

  private int codePointBoundary(int from, int at) {
    boolean splits =
        at < text.length()
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    if (!splits) {
      return at;
    }
    return at - 1 > from ? at - 1 : at + 1;
  }

  private void add(int wordStart, int wordEnd, int wordTokens) {
    if (count == MAX_WORDS) {
      throw new DocumentUnreadable(
          Reason.TOO_LARGE,
          "It has more than %,d words, too many for this server's memory. Split the document."
              .formatted(MAX_WORDS));
    }
    if (count + 1 >= starts.length) {
      int larger = starts.length + starts.length / 2 + 2;
      starts = Arrays.copyOf(starts, larger);
      ends = Arrays.copyOf(ends, larger);
      tokensBefore = Arrays.copyOf(tokensBefore, larger);
    }
    starts[count] = wordStart;
    ends[count] = wordEnd;
    tokensBefore[count + 1] = tokensBefore[count] + wordTokens;
    count++;
  }

  private int firstVisible(int from, int to) {
    int at = from;
    while (at < to && isWhite(text.charAt(at))) {
      at++;
    }
    return at;
  }

  private int lastVisible(int from, int to) {
    int at = to;
    while (at > from && isWhite(text.charAt(at - 1))) {
      at--;
    }
    return at;
  }

  static boolean isWhite(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c);
  }

  String text() {
    return text;
  }

  int count() {
    return count;
  }

  int start(int word) {
    return starts[word];
  }

  int end(int word) {
    return ends[word];
  }

  /** Of the words from one to before another. */
  int tokens(int from, int to) {
    return tokensBefore[to] - tokensBefore[from];
  }

  /** Whether those words, from one to before another, may be a passage. */
  boolean fit(int from, int to) {
    return tokens(from, to) <= maxTokens && ends[to - 1] - starts[from] <= maxCharacters;
  }

  /** Whether the word can't be in a passage with the one before it. */
  boolean isApart(int word) {
    return apart.get(word);
  }

  /** The first word at or after a place in the text; {@link #count()} when there is none. */
  int at(int offset) {
    int found = Arrays.binarySearch(starts, 0, count, offset);
    return found >= 0 ? found : -found - 1;
  }
}
