package org.meshwork.cli;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A plain table without rules, one row to a line. */
final class Table<T> {
  private record Col<T>(Column column, Function<T, String> value) {}

  private final List<Col<T>> columns = new ArrayList<>();

  Table<T> left(String header, Function<T, String> value) {
    return add(header, HorizontalAlign.LEFT, value);
  }

  Table<T> right(String header, Function<T, String> value) {
    return add(header, HorizontalAlign.RIGHT, value);
  }

  private Table<T> add(String header, HorizontalAlign align, Function<T, String> value) {
    Column column =
        new Column()
            .header(header)
            .headerAlign(align)
            .dataAlign(align)
            .maxWidth(72, OverflowBehaviour.ELLIPSIS_RIGHT);
    columns.add(new Col<>(column, value));
    return this;
  }

  String of(List<T> rows) {
    Column[] heads = columns.stream().map(Col::column).toArray(Column[]::new);
    Object[][] cells =
        rows.stream()
            .map(row -> columns.stream().map(c -> PlainText.of(c.value().apply(row))).toArray())
            .toArray(Object[][]::new);
    return AsciiTable.builder()
        .lineSeparator("\n")
        .border(AsciiTable.NO_BORDERS)
        .data(heads, cells)
        .asString()
        .stripTrailing();
  }
}
