package org.meshwork.documents.collections;

/**
 * A stretch of a document's text.
 *
 * @param from first UTF-16 unit
 * @param to one past the last; less than asked for where the text or the limit ends
 * @param characters of the whole text
 */
public record DocumentText(int from, int to, int characters, String text) {}
