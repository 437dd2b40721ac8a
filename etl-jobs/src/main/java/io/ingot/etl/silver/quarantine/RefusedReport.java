package io.ingot.etl.silver.quarantine;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Pick;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RefusedRow;
import io.ingot.core.run.RefusedSummary;
import io.ingot.core.run.RefusedSummary.Fates;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** What a quarantine tells a person. */
public final class RefusedReport {
  private static final String OPENED = "opened";

  /** Rows that were judged in so many ways are worth to be judged once more. */
  private static final int MANY = 20;

  private final EventLog log;

  private RefusedReport(EventLog log) {
    this.log = log;
  }

  /** The quarantine at a version. */
  public static RefusedReport at(LakeTable quarantine, long version) {
    return new RefusedReport(EventLog.at(quarantine, version));
  }

  /** How the rows that can be judged once more were judged last; as many ways as matter. */
  public List<Judgement> judgements(Pick pick) {
    return log
        .replayable(pick)
        .select(EventLog.REPLAYED, "definition")
        .distinct()
        .limit(MANY)
        .collectAsList()
        .stream()
        .map(row -> new Judgement(Optional.ofNullable(row.getAs(0)), row.getString(1)))
        .toList();
  }

  /**
   * How rows were judged last.
   *
   * @param replay the batch in which they were judged once more; empty where that was never
   * @param definition digest of the declaration
   */
  public record Judgement(Optional<Long> replay, String definition) {
    public Judgement {
      Objects.requireNonNull(replay, "replay");
      Objects.requireNonNull(definition, "definition");
    }
  }

  /** Whether there are open rows. */
  public boolean holdsOpen(Pick pick) {
    return !log.waivable(pick).isEmpty();
  }

  /** All rows, counted as a whole and by the rule that they broke; the most frequent first. */
  public RefusedSummary summary(TableName table) {
    Dataset<Row> rows = log.rows();
    List<Column> counts = fates();
    Row all = rows.agg(count(lit(1)).as(OPENED), counts.toArray(Column[]::new)).first();
    List<Column> told =
        Stream.concat(
                counts.stream(),
                Stream.of(
                    min("first_seen").as("first"),
                    max("first_seen").as("last"),
                    coalesce(min(when(EventLog.isOpen(), col("error.value"))), min("error.value"))
                        .as("example")))
            .toList();
    List<RefusedSummary.Group> groups =
        rows
            .select(col("state"), col("first_seen"), explode(col("errors")).as("error"))
            .groupBy(col("error.rule").as("rule"), col("error.column").as("column"))
            .agg(count(lit(1)).as(OPENED), told.toArray(Column[]::new))
            .orderBy(col("open").desc(), col(OPENED).desc(), col("rule"), col("column"))
            .collectAsList()
            .stream()
            .map(RefusedReport::group)
            .toList();
    return new RefusedSummary(table, all.<Long>getAs(OPENED), fates(all), groups);
  }

  /** A person's names are never an example: they are masked before they get here. */
  private static RefusedSummary.Group group(Row row) {
    return new RefusedSummary.Group(
        row.getAs("rule"),
        row.getAs("column"),
        fates(row),
        row.<Timestamp>getAs("first").toInstant(),
        row.<Timestamp>getAs("last").toInstant(),
        Optional.ofNullable(row.getAs("example")));
  }

  private static List<Column> fates() {
    return Stream.of("open", "resolved", "corrected", "waived", "superseded")
        .map(state -> count_if(col("state").equalTo(state)).as(state))
        .toList();
  }

  private static Fates fates(Row row) {
    return new Fates(
        row.<Long>getAs("open"),
        row.<Long>getAs("resolved"),
        row.<Long>getAs("corrected"),
        row.<Long>getAs("waived"),
        row.<Long>getAs("superseded"));
  }

  /** Rows that fit, the latest batch first. */
  public List<RefusedRow> rows(Pick pick, int limit) {
    return log
        .rows(pick)
        .drop("row", "key")
        .orderBy(
            col("batch").desc(),
            // Ids are texts, and 10 comes after 9.
            length(col("id")),
            col("id"))
        .limit(limit)
        .collectAsList()
        .stream()
        .map(RefusedReport::row)
        .toList();
  }

  private static RefusedRow row(Row row) {
    Row source = row.getAs("source");
    Row ended = row.getAs(EventLog.ENDED);
    List<RefusedRow.Broken> broken = new ArrayList<>();
    row.<Row>getList(row.fieldIndex("errors"))
        .forEach(
            error ->
                broken.add(
                    new RefusedRow.Broken(
                        error.getAs("rule"),
                        error.getAs("column"),
                        Optional.ofNullable(error.getAs("value")))));
    return new RefusedRow(
        row.getAs("id"),
        row.getAs("state"),
        broken,
        Optional.ofNullable(row.getAs("raw")),
        new RefusedRow.Origin(
            Optional.ofNullable(source).map(from -> from.getAs("name")),
            Optional.ofNullable(source).map(from -> from.getAs("position")),
            Optional.ofNullable(row.getAs("from_table")),
            row.<Long>getAs("bronze_batch")),
        row.<Long>getAs("batch"),
        row.getAs("definition"),
        row.getAs("run"),
        row.<Timestamp>getAs("first_seen").toInstant(),
        Optional.ofNullable(ended)
            .map(
                end ->
                    new RefusedRow.End(
                        end.<Long>getAs("batch"),
                        end.<Timestamp>getAs("at").toInstant(),
                        Optional.ofNullable(end.getAs("who")),
                        Optional.ofNullable(end.getAs("reason")))));
  }
}
