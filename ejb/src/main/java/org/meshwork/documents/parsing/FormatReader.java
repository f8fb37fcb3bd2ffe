package org.meshwork.documents.parsing;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.tika.exception.TikaException;
import org.xml.sax.SAXException;

/** Reads the documents of one format. Stateless: any thread may call. */
interface FormatReader {
  /**
   * Adds the document's text and metadata to the draft, asking its guard on the way.
   *
   * @throws DocumentUnreadable with the reason, where it can be told
   * @throws IOException damaged
   * @throws TikaException damaged, or protected by a password
   * @throws SAXException damaged
   */
  void read(Path file, Draft draft) throws IOException, TikaException, SAXException;
}
