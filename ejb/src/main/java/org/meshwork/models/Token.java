package org.meshwork.models;

/**
 * A piece of a text as a model sees it.
 *
 * @param start first UTF-16 unit in the text
 * @param end one past the last
 * @param id in the model's vocabulary
 */
public record Token(int start, int end, int id) {}
