package io.ingot.features.score;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** What of a training set's {@code manifest.json} its readers need. */
record SetManifest(Recipe recipe, Map<String, Long> parts, String checksum) {
  SetManifest {
    Objects.requireNonNull(recipe, "recipe");
    parts = Map.copyOf(parts);
    Objects.requireNonNull(checksum, "checksum");
  }

  /**
   * Reads it.
   *
   * @param from where it lies, for the message
   * @throws ProjectException when it is no manifest
   */
  static SetManifest read(String text, String from) {
    try {
      return Json.read(text, SetManifest.class);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Cannot read "
              + from
              + ": it is no manifest of a training set. Say a folder that 'ingot"
              + " features trainset' wrote.",
          e);
    }
  }

  /** The labels' columns that are neither keys nor time, in order. */
  List<String> labels(List<String> keys) {
    Columns columns = recipe.labels().columns();
    return columns.kept().stream()
        .filter(column -> !keys.contains(column) && !column.equals(columns.time()))
        .toList();
  }

  /** The features, in order. */
  List<String> features() {
    return recipe.views().stream().flatMap(view -> view.columns().stream()).toList();
  }

  record Recipe(
      String service, String definition, Labelled labels, List<Viewed> views, String format) {
    Recipe {
      Objects.requireNonNull(service, "service");
      Objects.requireNonNull(definition, "definition");
      Objects.requireNonNull(labels, "labels");
      views = List.copyOf(views);
      Objects.requireNonNull(format, "format");
    }
  }

  record Labelled(Columns columns) {
    Labelled {
      Objects.requireNonNull(columns, "columns");
    }
  }

  record Columns(String time, List<String> kept) {
    Columns {
      Objects.requireNonNull(time, "time");
      kept = List.copyOf(kept);
    }
  }

  record Viewed(List<String> columns) {
    Viewed {
      columns = List.copyOf(columns);
    }
  }
}
