package io.ingot.quality;

import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import java.util.List;
import java.util.stream.Stream;

/**
 * Judges the checks of a project's tables as they stand, alone and on a schedule of its own: {@code
 * spark-submit --class io.ingot.quality.QualityJob}.
 */
public final class QualityJob {
  private QualityJob() {}

  /** Takes the words of {@code ingot quality check}. */
  public static void main(String[] words) {
    System.exit(
        new Launcher(List.of(new CheckVerb()), Console.ofProcess())
            .launch(
                Stream.concat(Stream.of("quality", "check"), Stream.of(words))
                    .toArray(String[]::new))
            .code());
  }
}
