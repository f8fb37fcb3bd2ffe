package org.meshwork.documents.collections;

/**
 * How much is in a collection.
 *
 * @param documents names
 * @param chunks passages, counted once where names share the same bytes
 * @param contentBytes of the documents as they were handed in
 * @param storageBytes that passages and their indexes take in the database
 */
public record CollectionStats(long documents, long chunks, long contentBytes, long storageBytes) {}
