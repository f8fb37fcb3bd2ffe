package org.meshwork.documents.collections;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;
import org.meshwork.foundation.Page;
import org.meshwork.foundation.PageRequest;

/** The collections of this node. */
@ApplicationScoped
@Transactional
public class Collections {
  public Collection create(NewCollection wanted) {
    throw new UnsupportedOperationException();
  }

  public Page<Collection> list(PageRequest request) {
    throw new UnsupportedOperationException();
  }

  public Optional<Collection> find(CollectionName name) {
    throw new UnsupportedOperationException();
  }

  public Collection require(CollectionName name) {
    return find(name).orElseThrow(() -> new CollectionUnknown(name));
  }

  public CollectionStats stats(Collection collection) {
    throw new UnsupportedOperationException();
  }

  /** Deletes a collection with everything in it. */
  public void delete(CollectionName name) {
    throw new UnsupportedOperationException();
  }
}
