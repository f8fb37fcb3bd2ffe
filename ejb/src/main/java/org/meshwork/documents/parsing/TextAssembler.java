package org.meshwork.documents.parsing;

import java.util.ArrayList;
import java.util.List;
import org.meshwork.documents.parsing.Block.Kind;

/** Puts the text of a document together block by block, clean and within its limit. */
final class TextAssembler {
  private final ParseGuard guard;
  private final StringBuilder text = new StringBuilder();
  private final List<Block> blocks = new ArrayList<>();
  private final List<Heading> headings = new ArrayList<>();
  private final Count count;

  TextAssembler(ParseGuard guard) {
    this.guard = guard;
    this.count = new Count("paragraphs and headings", HeapLimits.HERE.nodes(), guard);
  }

  String text() {
    return text.toString();
  }

  List<Block> blocks() {
    return blocks;
  }

  List<Heading> headings() {
    return headings;
  }

  int length() {
    return text.length();
  }

  /** Adds a heading; its lines are joined. */
  void heading(int level, CharSequence raw) {
    String clean = CleanText.oneLine(raw);
    if (clean.isEmpty()) {
      return;
    }
    int start = append(Kind.HEADING, clean);
    headings.add(new Heading(Math.max(1, level), clean, start));
  }

  /** Adds a block whose line breaks mean nothing but a space. */
  void flowing(Kind kind, CharSequence raw) {
    add(kind, CleanText.oneLine(raw));
  }

  /** Adds a block whose line breaks stay. */
  void lines(Kind kind, CharSequence raw) {
    add(kind, CleanText.lines(raw));
  }

  /** The first paragraph at or after a block that begins with these words, or -1. */
  int findStart(String words, int fromBlock) {
    guard.check();
    for (int i = fromBlock; i < blocks.size(); i++) {
      Block block = blocks.get(i);
      if (block.kind() == Kind.PARAGRAPH
          && block.end() - block.start() >= words.length()
          && sameWords(block.start(), words)
          && endsWord(block, block.start() + words.length())) {
        return i;
      }
    }
    return -1;
  }

  /** Makes the beginning of a block a heading; gives the number of the block after it. */
  int markHeading(int index, int level, int length) {
    Block block = blocks.get(index);
    int end = block.start() + length;
    headings.add(
        new Heading(level, CleanText.oneLine(text.substring(block.start(), end)), block.start()));
    blocks.set(index, new Block(Kind.HEADING, block.start(), end));
    int rest = end;
    while (rest < block.end() && Character.isWhitespace(text.charAt(rest))) {
      rest++;
    }
    if (rest < block.end()) {
      blocks.add(index + 1, new Block(block.kind(), rest, block.end()));
    }
    return index + 1;
  }

  /** The document's title, where it stands at the very beginning, is a heading. */
  void markTitle(String title) {
    if (!blocks.isEmpty() && findStart(title, 0) == 0) {
      markHeading(0, 1, title.length());
      headings.add(0, headings.remove(headings.size() - 1));
    }
  }

  private boolean sameWords(int start, String words) {
    for (int i = 0; i < words.length(); i++) {
      char here = text.charAt(start + i);
      char there = words.charAt(i);
      boolean bothSpace = Character.isWhitespace(here) && Character.isWhitespace(there);
      if (!bothSpace && Character.toLowerCase(here) != Character.toLowerCase(there)) {
        return false;
      }
    }
    return true;
  }

  private boolean endsWord(Block block, int end) {
    return end >= block.end() || !Character.isLetterOrDigit(text.charAt(end));
  }

  private void add(Kind kind, String clean) {
    if (!clean.isEmpty()) {
      append(kind, clean);
    }
  }

  private int append(Kind kind, String clean) {
    guard.checkCharacters((long) text.length() + clean.length() + 2);
    count.add(1);
    if (!blocks.isEmpty()) {
      text.append(isTight(kind) ? "\n" : "\n\n");
    }
    int start = text.length();
    text.append(clean);
    blocks.add(new Block(kind, start, text.length()));
    return start;
  }

  /** The items of a list and the rows of a table follow each other line by line. */
  private boolean isTight(Kind kind) {
    return (kind == Kind.LIST_ITEM || kind == Kind.TABLE_ROW)
        && blocks.get(blocks.size() - 1).kind() == kind;
  }
}
