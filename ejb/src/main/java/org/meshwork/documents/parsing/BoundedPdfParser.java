package org.meshwork.documents.parsing;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.filter.Filter;
import org.apache.pdfbox.filter.FilterFactory;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessStreamCache.StreamCacheCreateFunction;
import org.apache.pdfbox.pdfparser.PDFParser;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * PDFBox's parser, which measures what each stream expands to before anybody has it in memory.
 *
 * <p>PDFBox decodes a stream into memory whole, whatever it comes to; deflate expands up to 1,032
 * times, and filters can be chained. Only streams that could come to much are measured.
 */
final class BoundedPdfParser extends PDFParser {
  private static final int MEASURED_FROM_BYTES = 1 << 12;
  private static final Set<COSName> EXPANDING =
      Set.of(
          COSName.FLATE_DECODE,
          COSName.FLATE_DECODE_ABBREVIATION,
          COSName.LZW_DECODE,
          COSName.LZW_DECODE_ABBREVIATION,
          COSName.RUN_LENGTH_DECODE,
          COSName.RUN_LENGTH_DECODE_ABBREVIATION);
  private static final Set<COSName> PLAIN =
      Set.of(
          COSName.ASCII85_DECODE,
          COSName.ASCII85_DECODE_ABBREVIATION,
          COSName.ASCII_HEX_DECODE,
          COSName.ASCII_HEX_DECODE_ABBREVIATION);

  private final ParseGuard guard;

  BoundedPdfParser(
      RandomAccessRead source, String password, StreamCacheCreateFunction cache, ParseGuard guard)
      throws IOException {
    super(source, password, null, null, cache);
    this.guard = guard;
  }

  @Override
  protected COSStream parseCOSStream(COSDictionary dictionary) throws IOException {
    COSStream stream = super.parseCOSStream(dictionary);
    if (securityHandler == null) {
      measure(stream);
    }
    return stream;
  }

  /** An encrypted stream has been decrypted here, but not yet expanded. */
  @Override
  protected synchronized COSBase parseObjectDynamically(COSObjectKey key, boolean existing)
      throws IOException {
    guard.check();
    COSBase object = super.parseObjectDynamically(key, existing);
    if (securityHandler != null && object instanceof COSStream) {
      measure((COSStream) object);
    }
    return object;
  }

  private void measure(COSStream stream) throws IOException {
    List<COSName> filters = filters(stream);
    long expanding = filters.stream().filter(EXPANDING::contains).count();
    if (expanding > 1) {
      throw guard.met(Reason.BOMB, "One of its streams is compressed more than once.");
    }
    if (expanding == 0 || stream.getLength() < MEASURED_FROM_BYTES) {
      return;
    }
    try (InputStream raw = stream.createRawInputStream()) {
      decode(raw, filters, 0, stream);
    }
  }

  /** Decodes filter by filter up to the one that expands, and counts what that one gives. */
  private void decode(InputStream encoded, List<COSName> filters, int i, COSStream stream)
      throws IOException {
    COSName name = filters.get(i);
    Filter filter = FilterFactory.INSTANCE.getFilter(name);
    if (EXPANDING.contains(name)) {
      try (OutputStream counter = new Counter(OutputStream.nullOutputStream())) {
        filter.decode(encoded, counter, stream, i);
      }
      return;
    }
    if (PLAIN.contains(name)) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      try (OutputStream counter = new Counter(plain)) {
        filter.decode(encoded, counter, stream, i);
      }
      decode(new ByteArrayInputStream(plain.toByteArray()), filters, i + 1, stream);
    }
  }

  private static List<COSName> filters(COSStream stream) {
    COSBase filters = stream.getFilters();
    if (filters instanceof COSName) {
      return List.of((COSName) filters);
    }
    if (filters instanceof COSArray) {
      return ((COSArray) filters)
          .toList().stream()
              .map(item -> item instanceof COSName ? (COSName) item : COSName.getPDFName(""))
              .toList();
    }
    return List.of();
  }

  private final class Counter extends OutputStream {
    private final OutputStream sink;
    private long bytes;

    Counter(OutputStream sink) {
      this.sink = sink;
    }

    @Override
    public void write(int one) throws IOException {
      sink.write(one);
      count(1);
    }

    @Override
    public void write(byte[] buffer, int offset, int length) throws IOException {
      sink.write(buffer, offset, length);
      count(length);
    }

    private void count(int more) {
      guard.check();
      bytes += more;
      if (bytes > guard.settings().maxExpandedStreamBytes()) {
        throw guard.met(
            Reason.BOMB,
            "One of its streams expands to more than %,d bytes."
                .formatted(guard.settings().maxExpandedStreamBytes()));
      }
    }
  }
}
