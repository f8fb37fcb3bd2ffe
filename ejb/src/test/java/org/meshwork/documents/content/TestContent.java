package org.meshwork.documents.content;

import org.jdbi.v3.core.Jdbi;

/** The content store for tests of what stands on it. */
public final class TestContent {
  private TestContent() {}

  public static ContentStore store(Jdbi jdbi) {
    return new ContentStore(new ContentRows(jdbi));
  }
}
