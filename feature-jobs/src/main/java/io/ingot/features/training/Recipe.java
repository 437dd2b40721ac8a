package io.ingot.features.training;

import io.ingot.core.project.Augmentation;
import io.ingot.core.project.Split;
import io.ingot.core.project.TableName;
import io.ingot.core.project.TrainingSet.Edge;
import io.ingot.core.project.TrainingSet.KnownTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that decides the rows of a training set, their order and their files.
 *
 * @param service its name
 * @param definition digest of the service's features and terms
 * @param shards how many files a part has; by its rows where it is empty
 */
record Recipe(
    String project,
    String environment,
    String service,
    String definition,
    Labelled labels,
    List<Viewed> views,
    KnownTime knownTime,
    Edge at,
    Optional<Split> split,
    Optional<Augmentation> augment,
    long seed,
    String format,
    Optional<Integer> shards) {
  Recipe {
    Objects.requireNonNull(project, "project");
    Objects.requireNonNull(environment, "environment");
    Objects.requireNonNull(service, "service");
    Objects.requireNonNull(definition, "definition");
    Objects.requireNonNull(labels, "labels");
    views = List.copyOf(views);
    Objects.requireNonNull(knownTime, "knownTime");
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(split, "split");
    Objects.requireNonNull(augment, "augment");
    Objects.requireNonNull(format, "format");
    Objects.requireNonNull(shards, "shards");
  }

  /** What another recipe has otherwise, in words; none where it makes the same set. */
  List<String> differences(Recipe other) {
    List<String> different = new ArrayList<>();
    note(
        different, "project", project + "/" + environment, other.project + "/" + other.environment);
    note(different, "service", service, other.service);
    note(different, "labels", labels.describe(), other.labels.describe());
    note(different, "views", pins(), other.pins());
    note(different, "format", format, other.format);
    note(
        different,
        "shards",
        shards.map(String::valueOf).orElse("by rows"),
        other.shards.map(String::valueOf).orElse("by rows"));
    if (different.isEmpty() && !unnumbered().equals(other.unnumbered())) {
      different.add("the definition of the service or a view, or the labels' contents");
    }
    return different;
  }

  /** Applying a declaration gives it a number, and changes no row. */
  private Recipe unnumbered() {
    return new Recipe(
        project,
        environment,
        service,
        definition,
        labels,
        views.stream().map(Viewed::unnumbered).toList(),
        knownTime,
        at,
        split,
        augment,
        seed,
        format,
        shards);
  }

  private static void note(List<String> different, String what, String one, String other) {
    if (!one.equals(other)) {
      different.add(what + " " + one + ", not " + other);
    }
  }

  private String pins() {
    return views.stream().map(view -> view.pin().toString()).collect(Collectors.joining(", "));
  }

  /**
   * The labels.
   *
   * @param table the table that they are from, or else the file
   * @param columns which of theirs are taken
   */
  record Labelled(Optional<TablePin> table, Optional<FilePin> file, Columns columns) {
    Labelled {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(file, "file");
      Objects.requireNonNull(columns, "columns");
    }

    /** For a person. */
    String describe() {
      return table.map(TablePin::toString).orElseGet(() -> file.map(FilePin::path).orElseThrow());
    }
  }

  /**
   * What is taken of the labels.
   *
   * @param time the column of their time
   * @param kept all columns that are kept, in their order
   */
  record Columns(String time, List<String> kept) {
    Columns {
      Objects.requireNonNull(time, "time");
      kept = List.copyOf(kept);
    }
  }

  /**
   * A view.
   *
   * @param pin its table
   * @param definition digest of the view's declaration
   * @param version the registry's number of that declaration; empty where it was never applied
   * @param ttl how long a value may be used
   * @param columns those that are taken
   */
  record Viewed(
      TablePin pin,
      String definition,
      Optional<Integer> version,
      Optional<Duration> ttl,
      List<String> columns) {
    Viewed {
      Objects.requireNonNull(pin, "pin");
      Objects.requireNonNull(definition, "definition");
      Objects.requireNonNull(version, "version");
      Objects.requireNonNull(ttl, "ttl");
      columns = List.copyOf(columns);
    }

    private Viewed unnumbered() {
      return new Viewed(pin, definition, Optional.empty(), ttl, columns);
    }
  }

  /**
   * A table at one version.
   *
   * @param tableId Delta's id of the table; another id is another table
   */
  record TablePin(TableName table, String tableId, long version) {
    TablePin {
      Objects.requireNonNull(table, "table");
      Objects.requireNonNull(tableId, "tableId");
    }

    @Override
    public String toString() {
      return table + "@" + version;
    }
  }

  /**
   * A file, or the files of a folder.
   *
   * @param path an absolute path or a URI
   * @param sha256 of the file's bytes; of a folder, of its files' names and digests
   */
  record FilePin(String path, long bytes, String sha256) {
    FilePin {
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(sha256, "sha256");
    }
  }
}
