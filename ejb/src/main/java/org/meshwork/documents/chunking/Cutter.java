package org.meshwork.documents.chunking;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.documents.parsing.DocumentUnreadable;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * Goes through words once, and ends each passage at the best place that leaves it well filled:
 * before a block, else before a sentence, else before the word that no longer fits.
 */
final class Cutter {
  private static final int[] WELL_FILLED_PARTS = {2, 4};

  /**
   * All of a document's passages and vectors, of some 3 KB, are in memory before they are written.
   */
  private static final int MAX_PASSAGES =
      (int) Math.min(200_000, Runtime.getRuntime().maxMemory() >> 15);

  private final Words words;
  private final Boundaries boundaries;
  private final ChunkingOptions options;
  private final List<TextChunk> chunks = new ArrayList<>();

  Cutter(Words words, Boundaries boundaries, ChunkingOptions options) {
    this.words = words;
    this.boundaries = boundaries;
    this.options = options;
  }

  List<TextChunk> chunks() {
    return chunks;
  }

  /** Adds the passages of a section. */
  void cut(Section section, PathLookup paths) {
    int next = section.from();
    int begin = next;
    while (next < section.to()) {
      int end = end(begin, next, section.to());
      add(begin, end, paths.at(next));
      int least = begin + 1;
      begin = end < section.to() ? repeatFrom(least, end) : end;
      next = end;
    }
  }

  /** Which headings a word stands under. */
  @FunctionalInterface
  interface PathLookup {
    List<String> at(int word);
  }

  private void add(int from, int to, List<String> path) {
    int tokens = words.tokens(from, to);
    if (tokens == 0) {
      return;
    }
    int start = words.start(from);
    int end = words.end(to - 1);
    if (chunks.size() == MAX_PASSAGES) {
      throw new DocumentUnreadable(
          Reason.TOO_LARGE,
          "It comes to more than %,d passages, too many for this server's memory. Split the document."
              .formatted(MAX_PASSAGES));
    }
    chunks.add(
        new TextChunk(chunks.size(), start, end, path, words.text().substring(start, end), tokens));
  }

  /** Where the passage ends that begins at one word and has to go beyond another. */
  private int end(int begin, int next, int last) {
    int most = most(begin, next, last, options.size());
    if (most == last) {
      return last;
    }
    return switch (options.strategy()) {
      case TOKENS -> most;
      case SENTENCES -> latestSentence(next, most);
      case STRUCTURE -> {
        int balanced = balanced(begin, next, most, last);
        yield best(begin, next, balanced);
      }
    };
  }

  private int most(int begin, int next, int last, int size) {
    int end = next + 1;
    while (end < last
        && !words.isApart(end)
        && words.fit(begin, end + 1)
        && words.tokens(begin, end + 1) <= size) {
      end++;
    }
    return end;
  }

  /** Two passages of about the same length, rather than a full one and a stub. */
  private int balanced(int begin, int next, int most, int last) {
    if (words.tokens(most, last) >= options.size() / 4 || words.isApart(most)) {
      return most;
    }
    return most(begin, next, last, words.tokens(begin, last) * 5 / 8);
  }

  private int latestSentence(int next, int most) {
    for (int end = most; end > next; end--) {
      if (boundaries.isSentence(end)) {
        return end;
      }
    }
    return most;
  }

  private int best(int begin, int next, int most) {
    int full = words.tokens(begin, most);
    for (int part : WELL_FILLED_PARTS) {
      int sentence = -1;
      for (int end = most; end > next && words.tokens(begin, end) >= full / part; end--) {
        if (boundaries.isBlock(end)) {
          return end;
        }
        if (sentence < 0 && boundaries.isSentence(end)) {
          sentence = end;
        }
      }
      if (sentence >= 0) {
        return sentence;
      }
    }
    return most;
  }

  /**
   * Where the next passage begins, so that it repeats the overlap, in whole sentences if it can.
   */
  private int repeatFrom(int least, int end) {
    int from = end;
    int sentence = end;
    while (from > least
        && !words.isApart(from)
        && words.tokens(from - 1, end) <= options.overlap()
        && words.fit(from - 1, end + 1)) {
      from--;
      sentence = boundaries.isSentence(from) ? from : sentence;
    }
    return switch (options.strategy()) {
      case TOKENS -> from;
      case SENTENCES -> sentence;
      case STRUCTURE -> sentence < end ? sentence : from;
    };
  }
}
