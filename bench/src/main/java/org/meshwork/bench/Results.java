package org.meshwork.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The file of results: one section per benchmark, each replaced by its next run. */
public final class Results {
  private static final String TITLE =
      """
      # Results of the benchmarks

      The commands are those of `java -cp 'bench/target/bench.jar:bench/target/lib/*' org.meshwork.bench.Bench`, built by
      `mvn -q -pl bench -am -DskipTests package`, beside a node that `./meshwork up` has started, and with nothing else to do for
      the machine.
      """;

  private final Path file;

  Results(Path file) {
    this.file = file;
  }

  /** What a benchmark found, row by row. */
  public static final class Section {
    private final String name;
    private final String command;
    private final List<String> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    public Section(String name, String command) {
      this.name = name;
      this.command = command;
    }

    /** A measurement without a target. */
    public void row(String what, String measured) {
      row(what, measured, "", "");
    }

    public void row(String what, String measured, String target, boolean met) {
      row(what, measured, target, met ? "yes" : "**no**");
    }

    private void row(String what, String measured, String target, String met) {
      String row = "| %s | %s | %s | %s |".formatted(what, measured, target, met);
      System.out.println(row);
      rows.add(row);
    }

    public void note(String note) {
      System.out.println(note);
      notes.add(note);
    }

    String text(String machine) {
      StringBuilder text = new StringBuilder();
      text.append("## ").append(name).append("\n\n");
      text.append("`").append(command).append("`, ");
      text.append(LocalDate.now(ZoneOffset.UTC)).append(", ").append(machine).append(".\n\n");
      text.append("| what | measured | target | met |\n|---|---|---|---|\n");
      rows.forEach(row -> text.append(row).append('\n'));
      notes.forEach(note -> text.append('\n').append(note).append('\n'));
      return text.toString();
    }
  }

  public void write(Section section) throws IOException {
    String old = Files.exists(file) ? Files.readString(file) : TITLE;
    Files.writeString(file, replaced(old, section.name, section.text(Machine.describe())));
    System.out.println("Written to " + file);
  }

  static String replaced(String old, String name, String section) {
    String heading = "## " + name + "\n";
    int start = old.indexOf(heading);
    if (start < 0) {
      return old.stripTrailing() + "\n\n" + section;
    }
    int end = old.indexOf("\n## ", start + heading.length());
    return old.substring(0, start) + section + (end < 0 ? "" : old.substring(end));
  }

  public static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, "%.3g", value);
  }
}
