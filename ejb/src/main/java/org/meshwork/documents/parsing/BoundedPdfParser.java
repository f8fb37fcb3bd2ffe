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
import org.apache.pdfbox.pdfparser.XrefTrailerResolver;
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
  private final Count objects;
  private final Count objectBytes;

  BoundedPdfParser(
      RandomAccessRead source, String password, StreamCacheCreateFunction cache, ParseGuard guard)
      throws IOException {
    super(source, password, null, null, cache);
    this.guard = guard;
    objects = new Count("objects", HeapLimits.HERE.objects(), guard);
    objectBytes = new Count("bytes of objects", HeapLimits.HERE.streamBytes(), guard);
    xrefTrailerResolver = new CountedReferences(guard);
  }

  protected COSBase parseDirObject() throws IOException {
    if (objects != null) {
      objects.add(1);
    }
    return super.parseDirObject();
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
    if (expanding == 0) {
      keep(stream, stream.getLength());
      return;
    }
    if (stream.getLength() < MEASURED_FROM_BYTES) {
      return;
    }
    try (InputStream raw = stream.createRawInputStream()) {
      decode(raw, filters, 0, stream);
    }
  }

  /** Pictures are not drawn, only measured by whoever looks at them. */
  private long most(COSStream stream) {
    long most = guard.settings().maxExpandedStreamBytes();
    return isPicture(stream) ? most : Math.min(most, HeapLimits.HERE.streamBytes());
  }

  static boolean isPicture(COSDictionary stream) {
    return COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE));
  }

  /** The objects of a stream stay in memory as long as the document. */
  private void keep(COSStream stream, long bytes) {
    if (COSName.OBJ_STM.equals(stream.getCOSName(COSName.TYPE))) {
      objectBytes.add(bytes);
    } else if (!isPicture(stream)) {
      new Count("bytes in one stream", most(stream), guard).add(bytes);
    }
  }

  /** Decodes filter by filter up to the one that expands, and counts what that one gives. */
  private void decode(InputStream encoded, List<COSName> filters, int i, COSStream stream)
      throws IOException {
    COSName name = filters.get(i);
    Filter filter = FilterFactory.INSTANCE.getFilter(name);
    if (EXPANDING.contains(name)) {
      Counter counter = new Counter(OutputStream.nullOutputStream(), most(stream));
      filter.decode(encoded, counter, stream, i);
      keep(stream, counter.bytes);
      return;
    }
    if (PLAIN.contains(name)) {
      ByteArrayOutputStream plain = new ByteArrayOutputStream();
      try (OutputStream counter = new Counter(plain, most(stream))) {
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

  /** Where each object is: a table that may be as long as the file, or, compressed, longer. */
  private static final class CountedReferences extends XrefTrailerResolver {
    private final Count references;

    CountedReferences(ParseGuard guard) {
      references = new Count("objects", HeapLimits.HERE.objects(), guard);
    }

    @Override
    public void setXRef(COSObjectKey key, long offset) {
      references.add(1);
      super.setXRef(key, offset);
    }
  }

  private final class Counter extends OutputStream {
    private final OutputStream sink;
    private final long most;
    private long bytes;

    Counter(OutputStream sink, long most) {
      this.sink = sink;
      this.most = most;
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
      if (bytes > most) {
        throw guard.met(
            Reason.BOMB, "One of its streams expands to more than %,d bytes.".formatted(most));
      }
    }
  }
}
