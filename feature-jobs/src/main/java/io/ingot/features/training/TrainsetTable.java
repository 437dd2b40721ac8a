package io.ingot.features.training;

import io.ingot.core.batch.Json;
import io.ingot.core.cli.Console;
import io.ingot.core.cli.OutputFormat;
import io.ingot.features.prepare.TimeSplit;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What is told of a training set.
 *
 * @param folder where it lies
 */
record TrainsetTable(What what, String folder, Manifest manifest) {
  TrainsetTable {
    Objects.requireNonNull(what, "what");
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(manifest, "manifest");
  }

  void print(OutputFormat format, Console console) {
    if (format == OutputFormat.JSON) {
      console.line(Json.pretty(this));
    } else {
      text(console);
    }
    manifest.views().stream()
        .filter(ViewTally::isMostlyUnknown)
        .forEach(view -> console.note(warning(view)));
    manifest.views().stream()
        .filter(view -> view.found() == 0 && !view.isMostlyUnknown())
        .forEach(view -> console.note(nothing(view)));
    if (!manifest.parts().containsKey(TimeSplit.TRAIN)) {
      console.note("Warning: no row trains. Look at training.split of the service.");
    }
  }

  private static String nothing(ViewTally view) {
    return "Warning: no label row got values of "
        + view.view()
        + ". Look whether its keys are those of the labels, and whether the times of both overlap.";
  }

  private void text(Console console) {
    console.line(
        "Service "
            + manifest.recipe().service()
            + ", labels "
            + manifest.recipe().labels().describe());
    console.table(
        List.of("part", "rows"),
        manifest.parts().entrySet().stream()
            .map(part -> List.of(part.getKey(), String.valueOf(part.getValue())))
            .toList());
    console.table(
        List.of(
            "view", "found", "none yet", "not known yet", "expired", "deleted", "no key or time"),
        manifest.views().stream().map(TrainsetTable::row).toList());
    console.line("checksum " + manifest.checksum());
    console.line(what.told + folder);
  }

  private static List<String> row(ViewTally view) {
    return Stream.concat(
            Stream.of(view.view()),
            Stream.of(
                    view.found(),
                    view.none(),
                    view.notKnown(),
                    view.expired(),
                    view.deleted(),
                    view.noKey() + view.noTime())
                .map(String::valueOf))
        .toList();
  }

  /** Loaded history looks as if nobody had known it then; the user has to say what is meant. */
  private static String warning(ViewTally view) {
    return "Warning: "
        + view.notKnown()
        + " of "
        + view.rows()
        + " label rows got nothing of "
        + view.view()
        + ", because its values became known only after the label's time. If history was loaded"
        + " long after it happened, name the column by which it was known, as known_time in the"
        + " view's file, or say training: {known_time: ignore} in the service's, which lets values"
        + " in that nobody knew then.";
  }

  /** What was done. */
  enum What {
    WRITTEN("Written to "),
    THERE("Nothing to do: the same set is there already, in "),
    REBUILT("The same rows in the same order, written to "),
    VERIFIED("The same rows in the same order would come out as in ");

    private final String told;

    What(String told) {
      this.told = told;
    }
  }
}
