package org.meshwork.documents.parsing;

import java.util.regex.Pattern;
import org.xml.sax.Attributes;

/**
 * Takes the events of Tika's DOCX reader, which gives the items of lists as paragraphs whose first
 * characters are the item's mark. Its numbers are often wrong (each item is number one), so the
 * marks go.
 */
final class DocxStructure extends StructureHandler {
  private static final Pattern MARK =
      Pattern.compile("\\s*([0-9]{1,3}|[A-Za-z]|[ivxIVX]{1,6})[.)]\\s*|\\s*[^\\p{L}\\p{N}\\s]\\s+");

  private boolean begins;

  DocxStructure(Draft draft) {
    super(draft);
  }

  @Override
  protected void opened(String name, Attributes attributes) {
    super.opened(name, attributes);
    begins = name.equals("p");
  }

  @Override
  public void characters(char[] characters, int start, int length) {
    boolean first = begins;
    begins = false;
    if (first && MARK.matcher(new String(characters, start, Math.min(length, 20))).matches()) {
      markItem();
      return;
    }
    super.characters(characters, start, length);
  }
}
