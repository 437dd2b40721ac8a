package io.ingot.core.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value kept outside the project: {@code ${env:NAME}} or {@code ${file:PATH}}. */
record Reference(Kind kind, String target) {
  static final Pattern PATTERN = Pattern.compile("\\$\\{(env|file):([^}]+)}");

  /** Where a reference points to. */
  enum Kind {
    ENV {
      @Override
      Optional<String> lookUp(String name) {
        // A process cannot set its own environment, so what starts Ingot inside its JVM (the demo,
        // a
        // test) hands the value over as a property; it is nearer than the environment and wins.
        return Optional.ofNullable(System.getProperty("ingot.env." + name))
            .or(() -> Optional.ofNullable(System.getenv(name)));
      }
    },
    FILE {
      @Override
      Optional<String> lookUp(String path) {
        Path file = Path.of(path);
        if (!Files.isReadable(file)) {
          return Optional.empty();
        }
        try {
          return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
          throw new UncheckedIOException("Cannot read " + path, e);
        }
      }
    };

    abstract Optional<String> lookUp(String target);
  }

  static Optional<Reference> whole(String text) {
    Matcher matcher = PATTERN.matcher(text);
    return matcher.matches() ? Optional.of(of(matcher)) : Optional.empty();
  }

  static Reference of(Matcher matcher) {
    return new Reference(matcher.group(1).equals("env") ? Kind.ENV : Kind.FILE, matcher.group(2));
  }

  Optional<String> lookUp() {
    return kind.lookUp(target);
  }

  @Override
  public String toString() {
    return "${" + kind.name().toLowerCase(java.util.Locale.ROOT) + ":" + target + "}";
  }
}
