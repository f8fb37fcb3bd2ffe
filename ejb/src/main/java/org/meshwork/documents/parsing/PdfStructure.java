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

  private final List<OutlineEntry> outline = new ArrayList<>();
  private final StringBuilder entry = new StringBuilder();
  private int elementsOfPage;
  private int lists;
  private boolean inEntry;

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
    super.closed(name);
    if (elementsOfPage > 0) {
      elementsOfPage--;
    }
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    if (lists == 0) {
      super.characters(characters, start, length);
      return;
    }
    if (inEntry && entry.length() < 1_000) {
      entry.append(characters, start, Math.min(length, 1_000));
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
