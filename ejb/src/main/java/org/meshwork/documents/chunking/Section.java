package org.meshwork.documents.chunking;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import org.meshwork.documents.parsing.Heading;
import org.meshwork.documents.parsing.ParsedDocument;

/**
 * Words that stand under one heading, up to the next.
 *
 * @param path the headings, outermost first
 * @param from its first word
 * @param to one past its last
 * @param bare whether it is nothing but its heading
 */
record Section(List<String> path, int from, int to, boolean bare) {
  private static final int MAX_HEADING_CHARACTERS = 200;
  private static final int SHORT_PART = 4;

  Section {
    path = List.copyOf(path);
  }

  /** All sections in order; they cover all words. */
  static List<Section> of(ParsedDocument document, Words words) {
    List<Section> sections = new ArrayList<>();
    Deque<Heading> open = new ArrayDeque<>();
    int from = 0;
    int headingEnd = 0;
    for (Heading heading : document.headings()) {
      int next = Math.max(from, words.at(heading.start()));
      if (next > from) {
        sections.add(new Section(path(open), from, next, headingEnd >= next));
        from = next;
      }
      while (!open.isEmpty() && open.getLast().level() >= heading.level()) {
        open.removeLast();
      }
      open.addLast(heading);
      headingEnd = words.at(heading.start() + Math.max(1, heading.text().length()));
    }
    if (words.count() > from) {
      sections.add(new Section(path(open), from, words.count(), headingEnd >= words.count()));
    }
    return sections;
  }

  private static List<String> path(Deque<Heading> open) {
    return open.stream().map(Heading::text).map(Section::shortened).toList();
  }

  private static String shortened(String heading) {
    if (heading.length() <= MAX_HEADING_CHARACTERS) {
      return heading;
    }
    return heading.substring(0, heading.offsetByCodePoints(0, MAX_HEADING_CHARACTERS / 2)) + "…";
  }

  /**
   * A heading without text joins the section below it; short neighbours under a common heading
   * become one section of that heading, as long as they fit into a passage.
   */
  static List<Section> merged(List<Section> sections, Words words, int size) {
    List<Section> merged = new ArrayList<>();
    for (Section section : sections) {
      Section last = merged.isEmpty() ? null : merged.get(merged.size() - 1);
      if (last != null && last.introduces(section)) {
        merged.set(
            merged.size() - 1, new Section(section.path, last.from, section.to, section.bare));
      } else if (last != null && last.joins(section, words, size)) {
        merged.set(
            merged.size() - 1,
            new Section(common(last.path, section.path), last.from, section.to, false));
      } else {
        merged.add(section);
      }
    }
    return merged;
  }

  private boolean introduces(Section next) {
    return bare && next.path.size() > path.size() && next.path.subList(0, path.size()).equals(path);
  }

  private boolean joins(Section next, Words words, int size) {
    int tokens = words.tokens(from, to);
    int further = words.tokens(next.from, next.to);
    return !next.bare
        && tokens + further <= size
        && Math.min(tokens, further) < size / SHORT_PART
        && !common(path, next.path).isEmpty();
  }

  private static List<String> common(List<String> one, List<String> other) {
    int length = 0;
    while (length < Math.min(one.size(), other.size())
        && one.get(length).equals(other.get(length))) {
      length++;
    }
    return length == 0 ? Collections.emptyList() : one.subList(0, length);
  }
}
