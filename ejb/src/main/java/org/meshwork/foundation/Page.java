package org.meshwork.foundation;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A part of a list and, when there is more, where the next part begins. */
public record Page<T>(List<T> items, Optional<Cursor> next) {
  public Page {
    items = List.copyOf(items);
  }

  /**
   * Makes a page of rows that were selected with {@code limit + 1}.
   *
   * @param key the sort key of an item, as a cursor carries it
   */
  public static <T> Page<T> of(List<T> oneMore, PageRequest request, Function<T, String> key) {
    if (oneMore.size() <= request.limit()) {
      return new Page<>(oneMore, Optional.empty());
    }
    List<T> items = oneMore.subList(0, request.limit());
    return new Page<>(items, Optional.of(new Cursor(key.apply(items.get(items.size() - 1)))));
  }

  public <R> Page<R> map(Function<T, R> mapping) {
    return new Page<>(items.stream().map(mapping).toList(), next);
  }
}
