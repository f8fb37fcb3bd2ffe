package org.meshwork.documents.collections;

import java.util.Map;
import java.util.Optional;

/** Which of PostgreSQL's text search configurations fits a language. */
final class Languages {
  /** Cuts into words and nothing else: for languages without a configuration of their own. */
  static final String SIMPLE = "simple";

  /** By ISO 639-1; those that PostgreSQL 15, the oldest that carries a node, ships. */
  private static final Map<String, String> CONFIGURATIONS =
      Map.ofEntries(
          Map.entry("ar", "arabic"),
          Map.entry("ca", "catalan"),
          Map.entry("da", "danish"),
          Map.entry("de", "german"),
          Map.entry("el", "greek"),
          Map.entry("en", "english"),
          Map.entry("es", "spanish"),
          Map.entry("eu", "basque"),
          Map.entry("fi", "finnish"),
          Map.entry("fr", "french"),
          Map.entry("ga", "irish"),
          Map.entry("hi", "hindi"),
          Map.entry("hu", "hungarian"),
          Map.entry("hy", "armenian"),
          Map.entry("id", "indonesian"),
          Map.entry("it", "italian"),
          Map.entry("lt", "lithuanian"),
          Map.entry("nb", "norwegian"),
          Map.entry("ne", "nepali"),
          Map.entry("nl", "dutch"),
          Map.entry("nn", "norwegian"),
          Map.entry("no", "norwegian"),
          Map.entry("pt", "portuguese"),
          Map.entry("ro", "romanian"),
          Map.entry("ru", "russian"),
          Map.entry("sr", "serbian"),
          Map.entry("sv", "swedish"),
          Map.entry("ta", "tamil"),
          Map.entry("tr", "turkish"),
          Map.entry("yi", "yiddish"));

  private Languages() {}

  static String configuration(Optional<String> language) {
    return language.map(it -> CONFIGURATIONS.getOrDefault(it, SIMPLE)).orElse(SIMPLE);
  }
}
