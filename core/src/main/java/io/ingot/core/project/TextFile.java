package io.ingot.core.project;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Reads one file of a project as UTF-8 text. */
final class TextFile {
  static final int MOST_BYTES = 1 << 20;

  private TextFile() {}

  /** The text; empty, with a problem told, when the file is no such text. */
  static Optional<String> read(Path file, String name, Problems problems) {
    try {
      if (Files.size(file) > MOST_BYTES) {
        problems.add(Place.startOf(name), "The file is larger than 1 MiB. Split it.");
        return Optional.empty();
      }
      String text = Files.readString(file);
      return Optional.of(text.startsWith("\uFEFF") ? text.substring(1) : text);
    } catch (CharacterCodingException e) {
      problems.add(Place.startOf(name), "The file is not UTF-8 text. Save it as UTF-8.");
      return Optional.empty();
    } catch (IOException e) {
      problems.add(Place.startOf(name), "Cannot read the file: " + e.getMessage() + ".");
      return Optional.empty();
    }
  }
}
