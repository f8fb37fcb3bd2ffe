package org.meshwork.web.documents;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.meshwork.documents.collections.DocumentName;
import org.meshwork.foundation.InputRejected;

/** Makes a document's name out of what a client calls a file; names never become paths here. */
final class FileName {
  static final int MAX_CHARACTERS = 1_024;
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");
  private static final Pattern DRIVE = Pattern.compile("[A-Za-z]:.*");

  private FileName() {}

  /** Folders are kept, separated by {@code /}; what a Mac calls é is what others call é. */
  static DocumentName of(String given) {
    if (given == null || given.isBlank()) {
      throw rejected("has no name; send filename=\"…\" with it.");
    }
    if (given.length() > MAX_CHARACTERS) {
      throw rejected("has a name of more than %d characters.".formatted(MAX_CHARACTERS));
    }
    if (SEPARATOR.matcher(given.substring(0, 1)).matches() || DRIVE.matcher(given).matches()) {
      throw rejected("has an absolute path as its name; send a path below the folder you upload.");
    }
    return new DocumentName(Normalizer.normalize(below(given), Normalizer.Form.NFC));
  }

  private static String below(String given) {
    List<String> parts = new ArrayList<>();
    for (String part : SEPARATOR.split(given)) {
      if (part.equals("..")) {
        throw rejected("has a name that leads out of its folder (\"..\").");
      }
      if (!part.isEmpty() && !part.equals(".")) {
        parts.add(part);
      }
    }
    return String.join("/", parts);
  }

  private static InputRejected rejected(String what) {
    return new InputRejected("file", "A file " + what);
  }
}
