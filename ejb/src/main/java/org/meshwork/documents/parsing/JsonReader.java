package org.meshwork.documents.parsing;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.meshwork.documents.parsing.Block.Kind;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

/**
 * The values of a JSON document, one line each with the names that lead to it; the values of one
 * object stay together. What is not JSON after all is read as plain text.
 */
final class JsonReader implements FormatReader {
  private static final JsonFactory FACTORY = new JsonFactory();

  @Override
  public void read(Path file, Draft draft) throws IOException {
    String json;
    try (InputStream bytes = Files.newInputStream(file)) {
      json = TextDecoding.decode(bytes, draft.guard());
    }
    if (!isJson(json, draft.guard())) {
      PlainTextReader.add(json, draft);
      return;
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      addValues(parser, draft);
    }
  }

  private static boolean isJson(String json, ParseGuard guard) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json)) {
      while (parser.nextToken() != null) {
        guard.check();
      }
      return true;
    } catch (StreamConstraintsException e) {
      throw guard.met(
          Reason.BOMB, "It goes beyond what JSON is read of: " + e.getOriginalMessage());
    } catch (JsonParseException e) {
      return false;
    }
  }

  private static void addValues(JsonParser parser, Draft draft) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
      draft.guard().checkCharacters((long) draft.text().length() + lines.length());
      if (token == JsonToken.START_OBJECT || token == JsonToken.END_OBJECT) {
        draft.text().lines(Kind.PARAGRAPH, lines);
        lines.setLength(0);
      }
      if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
        path(parser.getParsingContext(), lines);
        lines.append(CleanText.oneLine(parser.getText())).append('\n');
      }
    }
    draft.text().lines(Kind.PARAGRAPH, lines);
  }

  private static void path(JsonStreamContext context, StringBuilder lines) {
    int start = lines.length();
    for (JsonStreamContext each = context; each != null; each = each.getParent()) {
      if (each.inObject() && each.getCurrentName() != null) {
        lines.insert(start, lines.length() == start ? ": " : ".");
        lines.insert(start, each.getCurrentName());
      }
    }
  }
}
