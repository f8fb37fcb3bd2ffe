package org.meshwork.models;

import java.util.ArrayList;
import java.util.List;

/**
 * The tokenizer of the uncased BERT models: BERT's basic tokenization, then for each word the
 * longest pieces that the vocabulary has. A word that can't be composed, or has more than 100
 * characters, is one unknown token. Text that looks like a special token ({@code [SEP]}) is text.
 */
final class WordPiece implements Tokenizer {
  static final int MAX_WORD_CHARACTERS = 100;

  private final Vocabulary vocabulary;

  WordPiece(Vocabulary vocabulary) {
    this.vocabulary = vocabulary;
  }

  Vocabulary vocabulary() {
    return vocabulary;
  }

  @Override
  public List<Token> tokenize(String text) {
    List<Token> tokens = new ArrayList<>(text.length() / 4 + 1);
    scan(text, (start, end, id, inside) -> tokens.add(new Token(start, end, id, inside)));
    return tokens;
  }

  @Override
  public void scan(String text, TokenVisitor visitor) {
    Word word = new Word(vocabulary, visitor);
    int next;
    for (int i = 0; i < text.length(); i = next) {
      int c = text.codePointAt(i);
      next = i + Character.charCount(c);
      if (c < 0x80) {
        ascii(c, i, word);
      } else {
        other(c, i, next, word);
      }
    }
    word.end();
  }

  private static void ascii(int c, int at, Word word) {
    if (BertCharacters.isWhiteSpace(c)) {
      word.end();
    } else if (BertCharacters.isPunctuation(c)) {
      word.alone(c, at, at + 1);
    } else if (!BertCharacters.vanishes(c)) {
      word.add(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c, at, at + 1);
    }
  }

  private static void other(int c, int start, int end, Word word) {
    if (BertCharacters.isWhiteSpace(c)) {
      word.end();
      return;
    }
    if (BertCharacters.vanishes(c)) {
      return;
    }
    if (BertCharacters.isCombining(c)) {
      word.extend(end);
      return;
    }
    boolean ideograph = BertCharacters.isIdeograph(c);
    if (ideograph) {
      word.end();
    }
    String normalized = BertCharacters.normalized(c);
    int next;
    for (int i = 0; i < normalized.length(); i = next) {
      int piece = normalized.codePointAt(i);
      next = i + Character.charCount(piece);
      if (BertCharacters.isPunctuation(piece)) {
        word.alone(piece, start, end);
      } else {
        word.add(piece, start, end);
      }
    }
    if (ideograph) {
      word.end();
    }
  }

  /** The word that is being read, and where its characters stand in the text. */
  private static final class Word {
    private final Vocabulary vocabulary;
    private final TokenVisitor visitor;
    private final int[] characters = new int[MAX_WORD_CHARACTERS];
    private final int[] starts = new int[MAX_WORD_CHARACTERS];
    private final int[] ends = new int[MAX_WORD_CHARACTERS];
    private final int[] entries = new int[MAX_WORD_CHARACTERS];
    private int length;
    private int lastEnd;

    Word(Vocabulary vocabulary, TokenVisitor visitor) {
      this.vocabulary = vocabulary;
      this.visitor = visitor;
    }

    void add(int character, int start, int end) {
      if (length < MAX_WORD_CHARACTERS) {
        characters[length] = character;
        starts[length] = start;
        ends[length] = end;
      }
      // More than fit are only counted: such a word is unknown.
      length = Math.min(length, MAX_WORD_CHARACTERS) + 1;
      lastEnd = end;
    }

    /** An accent that is stripped still belongs to the character it stands on. */
    void extend(int end) {
      if (length == 0) {
        return;
      }
      if (length <= MAX_WORD_CHARACTERS) {
        ends[length - 1] = end;
      }
      lastEnd = end;
    }

    void alone(int character, int start, int end) {
      end();
      add(character, start, end);
      end();
    }

    void end() {
      if (length > 0) {
        int pieces = pieces();
        if (pieces == 0) {
          visitor.token(starts[0], lastEnd, vocabulary.unknown(), false);
        }
        emit(pieces);
      }
      length = 0;
    }

    /** How many pieces compose the word; 0 if none do. */
    private int pieces() {
      if (length > MAX_WORD_CHARACTERS) {
        return 0;
      }
      int count = 0;
      for (int at = 0; at < length; at += vocabulary.length(entries[count - 1])) {
        int entry = vocabulary.longestPrefix(characters, at, length, at > 0);
        if (entry == Vocabulary.NONE) {
          return 0;
        }
        entries[count++] = entry;
      }
      return count;
    }

    private void emit(int pieces) {
      int at = 0;
      for (int i = 0; i < pieces; i++) {
        int last = at + vocabulary.length(entries[i]) - 1;
        visitor.token(starts[at], ends[last], vocabulary.id(entries[i]), i > 0);
        at = last + 1;
      }
    }
  }
}
