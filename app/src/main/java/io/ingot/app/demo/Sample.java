package io.ingot.app.demo;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A sample project of {@code conf} that can be played.
 *
 * @param name its folder there
 * @param parts what it starts, for a person
 * @param start starts the sources in a work folder
 * @param answers what is shown at the end
 */
public record Sample(
    String name, String parts, Function<Path, Sources> start, List<Answer> answers) {
  public Sample {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(parts, "parts");
    Objects.requireNonNull(start, "start");
    answers = List.copyOf(answers);
  }
}
