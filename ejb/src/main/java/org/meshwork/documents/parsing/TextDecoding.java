package org.meshwork.documents.parsing;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.tika.detect.CompositeEncodingDetector;
import org.apache.tika.detect.EncodingDetector;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.parser.html.HtmlEncodingDetector;
import org.apache.tika.parser.txt.Icu4jEncodingDetector;
import org.apache.tika.parser.txt.UniversalEncodingDetector;

/** Finds out which characters some bytes stand for. */
final class TextDecoding {
  private static final int PROBE_BYTES = 1 << 16;

  /** What HTML says of itself, then what its bytes look like. */
  static final EncodingDetector HTML =
      (stream, metadata) -> {
        Charset declared = new HtmlEncodingDetector().detect(stream, metadata);
        return declared != null ? declared : guess(stream, metadata);
      };

  private static final EncodingDetector STATISTICS =
      new CompositeEncodingDetector(
          List.of(new UniversalEncodingDetector(), new Icu4jEncodingDetector()));

  private TextDecoding() {}

  /** The whole text, as long as it stays within the limit of characters. */
  static String decode(InputStream bytes, ParseGuard guard) throws IOException {
    BufferedInputStream input =
        new BufferedInputStream(new GuardedInputStream(bytes, guard), PROBE_BYTES);
    Charset charset = guess(input, new Metadata());
    StringBuilder text = new StringBuilder();
    try (Reader reader = new InputStreamReader(input, charset)) {
      char[] buffer = new char[1 << 14];
      for (int n = reader.read(buffer); n >= 0; n = reader.read(buffer)) {
        text.append(buffer, 0, n);
        guard.checkCharacters(text.length());
      }
    }
    boolean marked = text.length() > 0 && text.charAt(0) == '\uFEFF';
    return marked ? text.substring(1) : text.toString();
  }

  private static Charset guess(InputStream input, Metadata metadata) throws IOException {
    input.mark(PROBE_BYTES);
    byte[] probe = input.readNBytes(PROBE_BYTES);
    input.reset();
    if (startsWith(probe, 0xFE, 0xFF) || startsWith(probe, 0xFF, 0xFE)) {
      return StandardCharsets.UTF_16;
    }
    if (isUtf8(probe)) {
      return StandardCharsets.UTF_8;
    }
    Charset guess = STATISTICS.detect(input, metadata);
    return guess == null ? Charset.forName("windows-1252") : guess;
  }

  private static boolean startsWith(byte[] bytes, int first, int second) {
    return bytes.length >= 2 && bytes[0] == (byte) first && bytes[1] == (byte) second;
  }

  /** Whether the bytes are UTF-8, but for a character that the end of the probe may have cut. */
  static boolean isUtf8(byte[] bytes) {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer sink = CharBuffer.allocate(bytes.length + 1);
    boolean whole = bytes.length < PROBE_BYTES;
    return !decoder.decode(ByteBuffer.wrap(bytes), sink, whole).isError();
  }
}
