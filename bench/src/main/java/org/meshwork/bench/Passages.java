package org.meshwork.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Passages of one to three sentences of real text, each once, and questions: the beginnings of
 * sentences that are in no passage.
 */
final class Passages {
  private static final Pattern PARAGRAPH =
      Pattern.compile(
          "<(p|dd|li)\\b[^>]*+>([^<]*+(?:<(?!/?(?:p|dd|li|ul|ol|pre|table)\\b)[^<]*+)*+)",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern TAG = Pattern.compile("<[^>]*+>");
  private static final Pattern ENTITY = Pattern.compile("&(#x?)?(\\w+);");
  private static final Set<String> ENGLISH =
      Set.of(
          "the", "is", "to", "of", "and", "for", "that", "be", "are", "with", "not", "you", "it");
  private static final int MIN_WORDS = 5;
  private static final int MIN_CHARACTERS = 30;
  private static final int MAX_CHARACTERS = 700;
  private static final int QUESTION_WORDS = 10;
  private static final int ONE_QUESTION_IN = 97;

  private final int most;
  private final int mostQuestions;
  private final Set<String> seen = new HashSet<>();
  private final List<Passage> passages = new ArrayList<>();
  private final List<String> questions = new ArrayList<>();

  /** A passage and the page it is from. */
  record Passage(int page, String text) {}

  Passages(int most, int mostQuestions) {
    this.most = most;
    this.mostQuestions = mostQuestions;
  }

  /** Takes pages until there are enough. */
  void read(List<Path> pages) throws IOException {
    for (int page = 0; page < pages.size() && !isFull(); page++) {
      add(page, DebianText.read(pages.get(page)));
    }
  }

  private boolean isFull() {
    return passages.size() >= most && questions.size() >= mostQuestions;
  }

  void add(int page, String html) {
    Matcher paragraphs = PARAGRAPH.matcher(html);
    while (paragraphs.find()) {
      addParagraph(page, plain(paragraphs.group(2)));
    }
  }

  private void addParagraph(int page, String paragraph) {
    List<String> sentences = sentences(paragraph);
    int from = 0;
    while (from < sentences.size()) {
      int to = Math.min(sentences.size(), from + 1 + seen.size() % 3);
      addPassage(page, String.join(" ", sentences.subList(from, to)));
      from = to;
    }
  }

  private void addPassage(int page, String text) {
    if (text.length() < MIN_CHARACTERS || text.length() > MAX_CHARACTERS || !isProse(text)) {
      return;
    }
    if (!seen.add(text)) {
      return;
    }
    if (seen.size() % ONE_QUESTION_IN == 0 && questions.size() < mostQuestions) {
      questions.add(question(text));
    } else if (passages.size() < most) {
      passages.add(new Passage(page, text));
    }
  }

  private static boolean isProse(String text) {
    String[] words = text.split(" ");
    long letters = text.chars().filter(Character::isLetter).count();
    int english = 0;
    for (String word : words) {
      english += ENGLISH.contains(word.toLowerCase(Locale.ROOT)) ? 1 : 0;
    }
    return words.length >= MIN_WORDS && letters * 10 >= text.length() * 7L && english >= 1;
  }

  private static String question(String text) {
    String[] words = text.split(" ");
    return String.join(" ", List.of(words).subList(0, Math.min(QUESTION_WORDS, words.length)));
  }

  private static List<String> sentences(String paragraph) {
    BreakIterator iterator = BreakIterator.getSentenceInstance(Locale.ENGLISH);
    iterator.setText(paragraph);
    List<String> sentences = new ArrayList<>();
    int from = iterator.first();
    for (int to = iterator.next(); to != BreakIterator.DONE; to = iterator.next()) {
      sentences.add(paragraph.substring(from, to).strip());
      from = to;
    }
    return sentences;
  }

  static String plain(String html) {
    String text = TAG.matcher(html).replaceAll("");
    return ENTITY
        .matcher(text)
        .replaceAll(entity -> Matcher.quoteReplacement(character(entity.group(1), entity.group(2))))
        .replaceAll("[\\s\u00a0]+", " ")
        .strip();
  }

  private static String character(String numeric, String name) {
    if (numeric != null) {
      try {
        int codePoint = Integer.parseInt(name, numeric.endsWith("x") ? 16 : 10);
        return Character.isValidCodePoint(codePoint) && codePoint > 0
            ? Character.toString(codePoint)
            : " ";
      } catch (NumberFormatException e) {
        return " ";
      }
    }
    return switch (name) {
      case "amp" -> "&";
      case "lt" -> "<";
      case "gt" -> ">";
      case "quot" -> "\"";
      case "apos", "rsquo", "lsquo" -> "'";
      case "ldquo", "rdquo" -> "\"";
      case "mdash", "ndash" -> "-";
      default -> " ";
    };
  }

  List<Passage> passages() {
    return passages;
  }

  List<String> questions() {
    return questions;
  }
}
