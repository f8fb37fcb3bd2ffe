package org.meshwork.documents.parsing;

/** The formats that are read, and what they are called. */
enum DocumentFormat {
  PLAIN_TEXT("text/plain"),
  MARKDOWN("text/markdown"),
  HTML("text/html"),
  CSV("text/csv"),
  JSON("application/json"),
  MAIL("message/rfc822"),
  PDF("application/pdf"),
  DOCX("application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
  ODT("application/vnd.oasis.opendocument.text"),
  EPUB("application/epub+zip");

  private final String mediaType;

  DocumentFormat(String mediaType) {
    this.mediaType = mediaType;
  }

  String mediaType() {
    return mediaType;
  }
}
