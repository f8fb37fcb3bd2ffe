package org.meshwork.documents.search;

import jakarta.enterprise.context.ApplicationScoped;

/** Finds passages. */
@ApplicationScoped
public class Searches {
  public SearchResult search(SearchRequest request) {
    throw new UnsupportedOperationException();
  }
}
