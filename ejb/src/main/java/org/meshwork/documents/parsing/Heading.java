package org.meshwork.documents.parsing;

/**
 * A heading of a document.
 *
 * @param level 1 is the highest
 * @param start where it begins in {@link ParsedDocument#text()}
 */
public record Heading(int level, String text, int start) {}
