package org.meshwork.documents.chunking;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.meshwork.documents.chunking.ChunkingOptions.Strategy;
import org.meshwork.documents.chunking.Cutter.PathLookup;
import org.meshwork.documents.parsing.ParsedDocument;
import org.meshwork.models.Tokenizer;

/** The chunker of this node, for all strategies. Linear in the length of the text. */
@ApplicationScoped
public class Chunkers implements Chunker {
  @Override
  public List<TextChunk> chunk(
      ParsedDocument document, Tokenizer tokenizer, ChunkingOptions options) {
    Words words = Words.of(document.text(), tokenizer, options.size());
    if (words.count() == 0) {
      return List.of();
    }
    Cutter cutter = new Cutter(words, Boundaries.of(document, words), options);
    List<Section> sections = Section.of(document, words);
    if (options.strategy() == Strategy.STRUCTURE) {
      for (Section section : Section.merged(sections, words, options.size())) {
        cutter.cut(section, word -> section.path());
      }
    } else {
      cutter.cut(new Section(List.of(), 0, words.count(), false), pathIn(sections));
    }
    return List.copyOf(cutter.chunks());
  }

  /** For words that are asked for in order. */
  private static PathLookup pathIn(List<Section> sections) {
    int[] current = {0};
    return word -> {
      while (sections.get(current[0]).to() <= word) {
        current[0]++;
      }
      return sections.get(current[0]).path();
    };
  }
}
