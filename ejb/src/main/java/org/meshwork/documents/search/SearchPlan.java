package org.meshwork.documents.search;

import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.Partition;

/**
 * How a search is going to be done.
 *
 * @param depth how many passages each kind of search puts forward
 */
record SearchPlan(
    Collection collection, SearchMode mode, SearchFilter filter, Access access, int depth) {
  /** How passages are reached. */
  enum Access {
    /** Through the indexes; there is no filter. */
    INDEXES,
    /** Through the indexes, leaving out what the filter leaves out. */
    INDEXES_FILTERED,
    /** Every passage of the documents that the filter lets through: they are few. */
    DOCUMENTS
  }

  Partition partition() {
    return Partition.of(collection);
  }
}
