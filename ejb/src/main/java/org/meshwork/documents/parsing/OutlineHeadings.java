package org.meshwork.documents.parsing;

import java.util.List;
import org.meshwork.documents.parsing.PdfStructure.OutlineEntry;

/** Finds the titles of an outline in the text, each after the one before. */
final class OutlineHeadings {
  private OutlineHeadings() {}

  static void mark(TextAssembler text, List<OutlineEntry> outline) {
    int block = 0;
    for (OutlineEntry entry : outline) {
      int found = text.findStart(entry.title(), block);
      if (found >= 0) {
        block = text.markHeading(found, entry.level(), entry.title().length());
      }
    }
  }
}
