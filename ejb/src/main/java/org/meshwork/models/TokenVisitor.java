package org.meshwork.models;

/** Receives tokens one by one; the parameters are those of {@link Token}. */
@FunctionalInterface
public interface TokenVisitor {
  void token(int start, int end, int id, boolean inside);
}
