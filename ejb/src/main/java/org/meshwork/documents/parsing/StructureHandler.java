package org.meshwork.documents.parsing;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Set;
import org.meshwork.documents.parsing.Block.Kind;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;
import org.xml.sax.Attributes;
import org.xml.sax.helpers.DefaultHandler;

/**
 * Makes blocks out of XHTML events, which every reader of Tika gives, whatever the format. Elements
 * that say nothing about structure are passed through; navigation and scripts are left out.
 */
class StructureHandler extends DefaultHandler {
  static final Set<String> HIDDEN =
      Set.of(
          "head",
          "script",
          "style",
          "template",
          "noscript",
          "nav",
          "svg",
          "iframe",
          "object",
          "audio",
          "video",
          "canvas",
          "select",
          "button",
          "textarea");
  private static final Set<String> BREAKING =
      Set.of(
          "p",
          "div",
          "section",
          "article",
          "aside",
          "main",
          "header",
          "footer",
          "blockquote",
          "figure",
          "figcaption",
          "address",
          "details",
          "summary",
          "form",
          "fieldset",
          "dl",
          "dt",
          "dd",
          "ul",
          "ol",
          "table",
          "caption",
          "thead",
          "tbody",
          "tfoot",
          "hr",
          "body",
          "center");
  private static final int MAX_DEPTH = 5_000;

  private final Draft draft;
  private final StringBuilder current = new StringBuilder();
  private final Deque<Kind> kinds = new ArrayDeque<>();
  private int depth;
  private int hidden;
  private int rows;
  private int preformatted;
  private boolean item;

  StructureHandler(Draft draft) {
    this.draft = draft;
    kinds.push(Kind.PARAGRAPH);
  }

  protected final Draft draft() {
    return draft;
  }

  @Override
  public void startElement(String uri, String local, String qualified, Attributes attributes) {
    draft.guard().check();
    if (++depth > MAX_DEPTH) {
      throw draft
          .guard()
          .met(Reason.BOMB, "Its elements nest deeper than %,d.".formatted(MAX_DEPTH));
    }
    String name = name(local, qualified);
    if (hidden > 0 || HIDDEN.contains(name)) {
      hidden++;
      return;
    }
    opened(name, attributes);
  }

  @Override
  public void endElement(String uri, String local, String qualified) {
    depth--;
    if (hidden > 0) {
      hidden--;
      return;
    }
    closed(name(local, qualified));
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (hidden > 0) {
      return;
    }
    for (int i = start; i < start + length; i++) {
      append(characters[i]);
    }
    draft.guard().checkCharacters((long) draft.text().length() + current.length());
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    characters(characters, start, length);
  }

  @Override
  public void endDocument() {
    flush();
  }

  /** An element that is shown begins. */
  protected void opened(String name, Attributes attributes) {
    if (level(name) > 0) {
      flush();
      kinds.push(Kind.HEADING);
      return;
    }
    switch (name) {
      case "br" -> current.append('\n');
      case "li" -> begin(Kind.LIST_ITEM);
      case "pre" -> {
        begin(Kind.CODE);
        preformatted++;
      }
      case "tr" -> {
        if (rows++ == 0) {
          flush();
        }
        kinds.push(Kind.TABLE_ROW);
      }
      case "td", "th" -> separateCell();
      default -> separate(name);
    }
  }

  /** An element that is shown ends. */
  protected void closed(String name) {
    int level = level(name);
    if (level > 0) {
      draft.text().heading(level, current);
      current.setLength(0);
      kinds.poll();
      return;
    }
    switch (name) {
      case "li" -> end();
      case "pre" -> {
        end();
        preformatted = Math.max(0, preformatted - 1);
      }
      case "tr" -> {
        rows = Math.max(0, rows - 1);
        if (rows == 0) {
          flush();
        }
        kinds.poll();
      }
      default -> separate(name);
    }
  }

  private void begin(Kind kind) {
    if (rows == 0) {
      flush();
    }
    kinds.push(kind);
  }

  private void end() {
    if (rows == 0) {
      flush();
    }
    kinds.poll();
  }

  private void separate(String name) {
    if (!BREAKING.contains(name)) {
      return;
    }
    if (rows > 0) {
      append(' ');
      return;
    }
    flush();
  }

  private void separateCell() {
    if (rows == 1 && !current.toString().isBlank()) {
      current.append(" | ");
    }
  }

  /** The text so far becomes a block of the kind that it stands in. */
  protected final void flush() {
    Kind kind = kinds.isEmpty() ? Kind.PARAGRAPH : kinds.peek();
    switch (kind) {
      case HEADING -> draft.text().heading(1, current);
      case TABLE_ROW -> draft.text().flowing(kind, current);
      case PARAGRAPH -> draft.text().lines(item ? Kind.LIST_ITEM : kind, current);
      default -> draft.text().lines(kind, current);
    }
    current.setLength(0);
    item = false;
  }

  /** The paragraph that is open is an item of a list, though no element says so. */
  protected final void markItem() {
    item = true;
  }

  /** The block that is open, as far as it has come. */
  protected final StringBuilder current() {
    return current;
  }

  private void append(char c) {
    if (preformatted > 0 || !Character.isWhitespace(c)) {
      current.append(c);
      return;
    }
    int length = current.length();
    if (length > 0 && !Character.isWhitespace(current.charAt(length - 1))) {
      current.append(' ');
    }
  }

  private static String name(String local, String qualified) {
    return (local == null || local.isEmpty() ? qualified : local).toLowerCase(Locale.ROOT);
  }

  /** 1 to 6 for a heading, else 0. */
  private static int level(String name) {
    boolean heading =
        name.length() == 2
            && name.charAt(0) == 'h'
            && name.charAt(1) >= '1'
            && name.charAt(1) <= '9';
    return heading ? name.charAt(1) - '0' : 0;
  }
}
