package org.meshwork.documents.content;

/**
 * Bytes that are kept.
 *
 * @param length in bytes
 */
public record StoredContent(ContentId id, long length) {}
