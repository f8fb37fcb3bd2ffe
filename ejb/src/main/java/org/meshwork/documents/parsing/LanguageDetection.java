package org.meshwork.documents.parsing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import opennlp.tools.langdetect.Language;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;

/**
 * Which language a text is in, by OpenNLP's model of 183 languages, which is loaded at the first
 * text and kept. Any thread may call.
 */
final class LanguageDetection {
  private static final String MODEL = "/langdetect-183.bin";

  /** Shorter texts are guessed wrong too often. */
  private static final int MIN_LETTERS = 60;

  private static final int SAMPLE_CHARACTERS = 4_000;
  private static final double MIN_LEAD = 1.5;

  private static final Map<String, String> TWO_LETTERS =
      Arrays.stream(Locale.getISOLanguages())
          .collect(
              Collectors.toUnmodifiableMap(
                  code -> new Locale(code).getISO3Language(), code -> code, (one, same) -> one));

  /** The model tells some languages apart that ISO 639-1 has under one code. */
  private static final Map<String, String> OF_A_GROUP =
      Map.of(
          "cmn", "zh", "ekk", "et", "pes", "fa", "lvs", "lv", "zlm", "ms", "azj", "az", "nob",
          "nb");

  private static final class Loaded {
    static final LanguageDetectorModel MODEL_IN_MEMORY = load();

    private static LanguageDetectorModel load() {
      try (InputStream bytes = LanguageDetection.class.getResourceAsStream(MODEL)) {
        if (bytes == null) {
          throw new IllegalStateException(MODEL + " is not on the class path.");
        }
        return new LanguageDetectorModel(bytes);
      } catch (IOException e) {
        throw new UncheckedIOException("The language detection model can't be read.", e);
      }
    }
  }

  /** ISO 639-1, or empty when the text is too short or the guess too weak. */
  Optional<String> detect(String text) {
    String sample = sample(text);
    if (sample.codePoints().filter(Character::isLetter).limit(MIN_LETTERS).count() < MIN_LETTERS) {
      return Optional.empty();
    }
    Language[] guesses = new LanguageDetectorME(Loaded.MODEL_IN_MEMORY).predictLanguages(sample);
    boolean sure =
        guesses.length == 1
            || guesses.length > 1
                && guesses[0].getConfidence() >= MIN_LEAD * guesses[1].getConfidence();
    return sure ? twoLetters(guesses[0].getLang()) : Optional.empty();
  }

  /** From the middle, where titles, tables of contents and licences are not. */
  private static String sample(String text) {
    int start = Math.max(0, (text.length() - SAMPLE_CHARACTERS) / 2);
    return text.substring(start, Math.min(text.length(), start + SAMPLE_CHARACTERS));
  }

  private static Optional<String> twoLetters(String threeLetters) {
    return Optional.ofNullable(OF_A_GROUP.get(threeLetters))
        .or(() -> Optional.ofNullable(TWO_LETTERS.get(threeLetters)));
  }
}
