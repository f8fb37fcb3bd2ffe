package org.meshwork.documents.ingestion;

import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.content.ContentId;
import org.meshwork.foundation.InputRejected;
import org.meshwork.foundation.JsonText;

/**
 * The input of an ingestion, as the task keeps it.
 *
 * @param directory empty for uploads, whose items are rows from the beginning
 */
record IngestionInput(CollectionName collection, Optional<String> directory) {
  private static final String COLLECTION = "collection";
  private static final String DIRECTORY = "directory";
  private static final Set<String> MEMBERS = Set.of(COLLECTION, DIRECTORY);

  /** As a caller may write it: a directory, and nothing that is not known. */
  static IngestionInput ofCaller(JsonObject json) {
    json.keySet().stream()
        .filter(member -> !MEMBERS.contains(member))
        .findFirst()
        .ifPresent(
            member -> {
              throw new InputRejected(
                  "input." + member,
                  "The input of document.ingest has the members collection and directory only.");
            });
    return new IngestionInput(
        new CollectionName(text(json, COLLECTION)), Optional.of(text(json, DIRECTORY)));
  }

  static IngestionInput ofRow(JsonObject json) {
    return new IngestionInput(
        new CollectionName(json.getString(COLLECTION)),
        Optional.ofNullable(json.getString(DIRECTORY, null)));
  }

  private static String text(JsonObject json, String member) {
    JsonValue value = json.get(member);
    if (value instanceof JsonString text && !text.getString().isBlank()) {
      return text.getString();
    }
    throw new InputRejected(
        "input." + member, "The input of document.ingest needs \"%s\", a text.".formatted(member));
  }

  static JsonObject directory(CollectionName collection, String directory) {
    return JsonText.object().add(COLLECTION, collection.value()).add(DIRECTORY, directory).build();
  }

  /** The digest makes two requests with different files differ, so that a reused key is noticed. */
  static JsonObject uploads(CollectionName collection, List<UploadedFile> files) {
    return JsonText.object()
        .add(COLLECTION, collection.value())
        .add(
            "uploads",
            JsonText.object()
                .add("files", files.size())
                .add("bytes", files.stream().mapToLong(UploadedFile::length).sum())
                .add("digest", digest(files)))
        .build();
  }

  private static String digest(List<UploadedFile> files) {
    MessageDigest digest = sha256();
    for (UploadedFile file : files) {
      file.content().ifPresent(content -> digest.update(content.bytes()));
      digest.update(file.name().value().getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
    }
    return ContentId.of(digest.digest()).sha256();
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
