package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/** Puts documents into collections; joins the caller's transaction. */
@ApplicationScoped
@Transactional
public class DocumentWriter {
  public WriteOutcome write(Collection collection, NewDocument document) {
    throw new UnsupportedOperationException();
  }

  /** Empty when the collection has not processed these bytes: parse and {@link #write} them. */
  public Optional<WriteOutcome> link(Collection collection, KnownDocument document) {
    throw new UnsupportedOperationException();
  }
}
