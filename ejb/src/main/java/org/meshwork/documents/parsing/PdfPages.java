package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * Walks a PDF's tree of pages before PDFBox does, which goes down by recursion and counts on the
 * tree being one.
 */
final class PdfPages {
  private static final int MAX_DEPTH = 100;
  private static final int MAX_CONTENT_STREAMS = 10_000;

  private record Node(COSDictionary dictionary, int depth) {}

  private PdfPages() {}

  static void check(PDDocument document, ParseGuard guard) throws IOException {
    COSDictionary root = document.getDocumentCatalog().getCOSObject();
    Set<COSDictionary> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<Node> open = new ArrayDeque<>();
    push(root.getDictionaryObject(COSName.PAGES), 0, open);
    while (!open.isEmpty()) {
      Node node = open.pop();
      COSDictionary dictionary = node.dictionary();
      COSBase kids = dictionary.getDictionaryObject(COSName.KIDS);
      if (!(kids instanceof COSArray)) {
        guard.countPage();
        checkContents(dictionary, guard);
        continue;
      }
      if (!seen.add(dictionary)) {
        throw guard.met(Reason.CORRUPT, "Its tree of pages goes in circles.");
      }
      if (node.depth() > MAX_DEPTH) {
        throw guard.met(Reason.BOMB, "Its tree of pages is deeper than " + MAX_DEPTH + ".");
      }
      checkWidth((COSArray) kids, guard);
      for (COSBase kid : (COSArray) kids) {
        push(resolved(kid), node.depth() + 1, open);
      }
    }
  }

  private static void checkWidth(COSArray kids, ParseGuard guard) {
    int most = guard.settings().maxPages();
    if (kids.size() > most) {
      throw guard.met(Reason.TOO_LARGE, "The document has more than %,d pages.".formatted(most));
    }
  }

  /** All streams of a page are held in memory at once, each as often as it is listed. */
  private static void checkContents(COSDictionary page, ParseGuard guard) throws IOException {
    COSBase contents = page.getDictionaryObject(COSName.CONTENTS);
    if (contents instanceof COSStream && BoundedPdfParser.isPicture((COSStream) contents)) {
      throw guard.met(Reason.CORRUPT, "One of its pages has a picture in place of its content.");
    }
    if (!(contents instanceof COSArray)) {
      return;
    }
    COSArray streams = (COSArray) contents;
    Set<COSBase> distinct = Collections.newSetFromMap(new IdentityHashMap<>());
    for (COSBase stream : streams) {
      distinct.add(stream);
    }
    if (streams.size() > MAX_CONTENT_STREAMS || streams.size() > 2 * distinct.size() + 10) {
      throw guard.met(Reason.BOMB, "One of its pages repeats its content without measure.");
    }
    measure(streams, guard);
  }

  private static void measure(COSArray streams, ParseGuard guard) throws IOException {
    Count bytes = new Count("bytes on one page", HeapLimits.HERE.streamBytes(), guard);
    byte[] buffer = new byte[1 << 13];
    for (COSBase reference : streams) {
      if (resolved(reference) instanceof COSStream stream) {
        try (InputStream content = stream.createInputStream()) {
          for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            bytes.add(n);
          }
        }
      }
    }
  }

  private static COSBase resolved(COSBase reference) {
    return reference instanceof COSObject ? ((COSObject) reference).getObject() : reference;
  }

  private static void push(COSBase candidate, int depth, Deque<Node> open) {
    if (candidate instanceof COSDictionary) {
      open.push(new Node((COSDictionary) candidate, depth));
    }
  }
}
