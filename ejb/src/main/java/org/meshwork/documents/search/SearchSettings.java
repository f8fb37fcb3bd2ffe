package org.meshwork.documents.search;

import org.meshwork.foundation.Settings;

/**
 * Settings of searches.
 *
 * @param maxK {@code meshwork.search.max-k}: the most hits a search may ask for (100)
 * @param ef {@code meshwork.search.ef}: how many near passages the index keeps in view; more finds
 *     more of the nearest and takes longer (100)
 * @param candidates {@code meshwork.search.candidates}: how many passages each kind of search puts
 *     forward to be fused (100)
 */
record SearchSettings(int maxK, int ef, int candidates) {
  /** What pgvector takes at most as {@code hnsw.ef_search}. */
  static final int MAX_EF = 1_000;

  static SearchSettings from(Settings settings) {
    return new SearchSettings(
        settings.integer("meshwork.search.max-k", 100, 1, 1_000),
        settings.integer("meshwork.search.ef", 100, 1, MAX_EF),
        settings.integer("meshwork.search.candidates", 100, 10, MAX_EF));
  }
}
