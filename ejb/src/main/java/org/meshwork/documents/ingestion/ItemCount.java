package org.meshwork.documents.ingestion;

/**
 * How many items a task has.
 *
 * @param failed of these, before anything was read
 */
record ItemCount(int total, int failed) {}
