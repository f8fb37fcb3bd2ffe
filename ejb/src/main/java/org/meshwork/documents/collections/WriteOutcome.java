package org.meshwork.documents.collections;

/**
 * What became of a document that was written.
 *
 * @param chunks passages that the document now has
 */
public record WriteOutcome(DocumentId id, Kind kind, int chunks) {
  /** What the write changed. */
  public enum Kind {
    /** A name that was not there, and its passages. */
    ADDED,
    /** The name was there with other bytes, which it no longer points at. */
    REPLACED,
    /** The name now points at passages that other names' same bytes already gave. */
    LINKED,
    /** The name was there with the same bytes. */
    UNCHANGED
  }
}
