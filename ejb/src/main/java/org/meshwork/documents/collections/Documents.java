package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.io.InputStream;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

/** The documents of a collection. */
@ApplicationScoped
@Transactional
public class Documents {
  /** In the order of names that begin with the prefix. */
  public Page<Document> list(CollectionId collection, String prefix, PageRequest request) {
    throw new UnsupportedOperationException();
  }

  /** The document of that name; its {@code content} tells whether bytes at hand are the same. */
  public Optional<Document> find(CollectionId collection, DocumentName name) {
    throw new UnsupportedOperationException();
  }

  public Document require(CollectionId collection, DocumentId id) {
    throw new UnsupportedOperationException();
  }

  public DocumentText text(CollectionId collection, DocumentId id, int from, int to) {
    throw new UnsupportedOperationException();
  }

  /** The bytes as they were handed in; the caller closes the stream. */
  public InputStream content(CollectionId collection, DocumentId id) {
    throw new UnsupportedOperationException();
  }

  public void delete(CollectionId collection, DocumentId id) {
    throw new UnsupportedOperationException();
  }
}
