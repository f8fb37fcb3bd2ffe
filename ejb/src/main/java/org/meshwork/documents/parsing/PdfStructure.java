package org.meshwork.documents.parsing;

import java.util.ArrayList;
import java.util.List;
import org.xml.sax.Attributes;

/**
 * Takes the events of Tika's PDF reader: pages, paragraphs, and after the last page the outline as
 * lists within lists, which becomes headings and no text.
 */
final class PdfStructure extends StructureHandler {
  private static final int MAX_OUTLINE = 5_000;
  private static final String BULLETS = "\u2022\u25AA\u25CF\u25E6\u2023\u00B7";

  private final List<OutlineEntry> outline = new ArrayList<>();
  private final StringBuilder entry = new StringBuilder();
  private int elementsOfPage;
  private int lists;
  private boolean inEntry;
  private boolean lineBegins;

  /** A line of the outline; level 1 is the highest. */
  record OutlineEntry(int level, String title) {}

  PdfStructure(Draft draft) {
    super(draft);
  }

  /** Gives headings to the draft, where the outline's titles stand in its text. */
  void finish() {
    flush();
    OutlineHeadings.mark(draft().text(), outline);
  }

  @Override
  protected void opened(String name, Attributes attributes) {
    if (elementsOfPage > 0 || isPage(name, attributes)) {
      elementsOfPage++;
    }
    if (elementsOfPage == 0 && name.equals("ul")) {
      lists++;
      return;
    }
    if (lists > 0) {
      keepEntry();
      inEntry = name.equals("li");
      return;
    }
    super.opened(name, attributes);
  }

  @Override
  protected void closed(String name) {
    if (lists > 0) {
      keepEntry();
      inEntry = false;
      lists -= name.equals("ul") ? 1 : 0;
      return;
    }
    if (elementsOfPage > 0 && name.equals("p")) {
      dropPageNumber();
    }
    super.closed(name);
    if (elementsOfPage > 0) {
      elementsOfPage--;
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (lists == 0) {
      if (lineBegins && length > 0 && !Character.isWhitespace(characters[start])) {
        lineBegins = false;
        if (BULLETS.indexOf(characters[start]) >= 0) {
          flush();
          markItem();
          super.characters(characters, start + 1, length - 1);
          return;
        }
        joinDividedWord(characters[start]);
      }
      super.characters(characters, start, length);
      return;
    }
    if (inEntry && entry.length() < 1_000) {
      entry.append(characters, start, Math.min(length, 1_000));
    }
  }

  @Override
  public void ignorableWhitespace(char[] characters, int start, int length) {
    super.characters(characters, start, length);
    lineBegins = true;
  }

  private void joinDividedWord(char first) {
    StringBuilder before = current();
    int hyphen = before.length() - 2;
    boolean divided =
        hyphen > 0
            && before.charAt(hyphen) == '-'
            && before.charAt(hyphen + 1) == ' '
            && Character.isLetter(before.charAt(hyphen - 1))
            && Character.isLowerCase(first);
    if (divided) {
      before.setLength(hyphen);
    }
  }

  /** A paragraph that is nothing but a number of a page is left out. */
  private void dropPageNumber() {
    StringBuilder paragraph = current();
    boolean number =
        paragraph.length() <= 6
            && paragraph.chars().allMatch(c -> c <= ' ' || c >= '0' && c <= '9');
    if (number) {
      paragraph.setLength(0);
    }
  }

  private void keepEntry() {
    String title = CleanText.oneLine(entry);
    if (inEntry && !title.isEmpty() && outline.size() < MAX_OUTLINE) {
      outline.add(new OutlineEntry(lists, title));
    }
    entry.setLength(0);
  }

  private static boolean isPage(String name, Attributes attributes) {
    return name.equals("div") && "page".equals(attributes.getValue("class"));
  }
}
