package io.ingot.core.run;

import io.ingot.core.batch.Pin;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What a {@link Transform} is given to work with.
 *
 * @param table the table that it answers
 * @param lake with a session in which SQL finds the inputs, each at the version that the run
 *     decided on
 * @param pins the declared inputs at those versions
 */
public record TransformContext(TableName table, Lake lake, Map<TableName, Pin> pins) {
  public TransformContext {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(lake, "lake");
    pins = Map.copyOf(pins);
  }

  /** The session to make datasets with; {@code spark().sql("... FROM silver.sales")} works too. */
  public SparkSession spark() {
    return lake.spark();
  }

  /**
   * The rows of an input, at the version that the run decided on.
   *
   * @param name such as {@code silver.sales}
   * @throws ProjectException when the table's file does not declare it
   */
  public Dataset<Row> input(String name) {
    return TableName.parse(name)
        .flatMap(input -> Optional.ofNullable(pins.get(input)).map(pin -> rows(input, pin)))
        .orElseThrow(
            () ->
                new ProjectException(
                    "The transform of "
                        + table
                        + " asks for '"
                        + name
                        + "', which is not among transform.inputs: "
                        + new TreeSet<>(pins.keySet())
                        + ". Add it there."));
  }

  private Dataset<Row> rows(TableName input, Pin pin) {
    return lake.table(input).at(pin.version());
  }
}
