package io.ingot.features.score;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Labels;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Split;
import io.ingot.core.project.TableName;
import io.ingot.features.prepare.Splitting;
import io.ingot.features.prepare.TimeSplit;
import io.ingot.features.view.Columns;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Rows that a model is trained with.
 *
 * @param rows with {@code _split}
 * @param features columns of the rows, in order
 * @param label the column that the model learns to tell
 * @param from where the rows lie, in words
 * @param definition digest of the service when the set was made; empty for a table
 * @param checksum of the set's rows; empty for a table
 */
record TrainingRows(
    Dataset<Row> rows,
    List<String> features,
    String label,
    String from,
    Optional<String> definition,
    Optional<String> checksum) {
  TrainingRows {
    features = List.copyOf(features);
  }

  /**
   * Those of a training set.
   *
   * @throws ProjectException when none is in the folder, or another service's
   */
  static TrainingRows of(ServiceTerms terms, String folder, Folders folders) {
    SetManifest manifest =
        folders
            .manifest(folder)
            .orElseThrow(
                () ->
                    new ProjectException(
                        "There is no training set in "
                            + folder
                            + ". Make one first: ingot features trainset --service "
                            + terms.service().name()
                            + " --out "
                            + folder
                            + "."));
    if (!manifest.recipe().service().equals(terms.service().name())) {
      throw new ProjectException(
          "The training set in "
              + folder
              + " is one of service "
              + manifest.recipe().service()
              + ", not of "
              + terms.service().name()
              + ".");
    }
    String label =
        terms
            .labels()
            .flatMap(labels -> labels.columns().stream().findFirst())
            .or(() -> manifest.labels(terms.keys()).stream().findFirst())
            .orElseThrow(
                () ->
                    new ProjectException(
                        "The training set in " + folder + " has no label beside keys and time."));
    return new TrainingRows(
        folders.rows(folder, manifest),
        manifest.features(),
        label,
        folder,
        Optional.of(manifest.recipe().definition()),
        Optional.of(manifest.checksum()));
  }

  /**
   * Those of a table of the lake, split as the service says.
   *
   * @throws ProjectException when the service says no split, label or time
   */
  static TrainingRows of(ServiceTerms terms, TableName table, Lake lake) {
    TableState state = lake.table(table).state();
    if (state.version() < 0) {
      throw new ProjectException(table + " has no rows yet. Run the project first: ingot run.");
    }
    Split split = terms.service().training().split().orElseThrow(() -> unsaid(terms, "a split"));
    Labels labels = terms.labels().orElseThrow(() -> unsaid(terms, "labels"));
    String label =
        labels.columns().stream().findFirst().orElseThrow(() -> unsaid(terms, "labels' columns"));
    return new TrainingRows(
        Splitting.of(
            lake.table(table).at(state.version()),
            split,
            terms.keys(),
            labels.time(),
            terms.service().training().seed()),
        terms.features(),
        label,
        table + "@" + state.version(),
        Optional.empty(),
        Optional.empty());
  }

  /**
   * The rows with the label as a number.
   *
   * @param name of the column of doubles that is added
   * @throws ProjectException when a feature or the label is not there, the label is not 0 or 1
   *     somewhere or the same everywhere, or one of the parts has no rows
   */
  Dataset<Row> labelled(String name) {
    requireColumns();
    Dataset<Row> labelled = rows.withColumn(name, Columns.named(label).cast("double"));
    Column trains = TimeSplit.trains();
    Column validates = col(TimeSplit.SPLIT).equalTo(TimeSplit.VALIDATION);
    Column isTold = coalesce(col(name).isin(0.0, 1.0), lit(false));
    Row counts =
        labelled
            .agg(
                count_if(trains),
                count_if(validates),
                count_if(trains.or(validates).and(not(isTold))),
                count_if(trains.and(col(name).equalTo(1))))
            .first();
    require(counts.getLong(0), counts.getLong(1), counts.getLong(2), counts.getLong(3));
    return labelled;
  }

  private void require(long train, long validation, long wrong, long ones) {
    if (train == 0 || validation == 0) {
      throw unfit(
          train
              + " rows of "
              + from
              + " train and "
              + validation
              + " validate; both parts are"
              + " needed. Set another split.");
    }
    if (wrong > 0) {
      throw unfit(
          "in " + wrong + " rows of " + from + " the label " + label + " is neither 0 nor 1.");
    }
    if (ones == 0 || ones == train) {
      throw unfit("the label " + label + " is the same in all " + train + " rows that train.");
    }
  }

  private void requireColumns() {
    List<String> there = List.of(rows.columns());
    Stream.concat(features.stream(), Stream.of(label))
        .filter(column -> !there.contains(column))
        .findFirst()
        .ifPresent(
            column -> {
              throw unfit(from + " has no column '" + column + "'. " + Nearest.hint(column, there));
            });
  }

  private static ProjectException unfit(String why) {
    return new ProjectException("Cannot train: " + why);
  }

  private static ProjectException unsaid(ServiceTerms terms, String what) {
    return new ProjectException(
        "Cannot train on a table: services/"
            + terms.service().name()
            + ".yml does not say "
            + what
            + " below training. Say it, or train on a training set.");
  }
}
