package io.ingot.etl.gold;

import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Landing;
import io.ingot.core.lake.Alike;
import io.ingot.core.lake.Correction;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.GoldTable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * The rows of touched keys, answered anew and put in the place of those that are there: what is the
 * same stays, and what is not in the answer any more goes.
 *
 * @param by the columns that the touched values are of, among the key's
 * @param literal whether those values may stand in a plan and in a commit
 */
record ByKey(GoldTable declared, List<String> by, FewRows touched, boolean literal) {
  /** Null in rows that only name a key to be taken away. */
  private static final String KEPT = "_kept";

  ByKey {
    by = List.copyOf(by);
  }

  /** What the whole answer says of the touched values. */
  Dataset<Row> restricted(Dataset<Row> answer, Lake lake) {
    return of(answer, lake);
  }

  Candidate.Entry entry() {
    return new Candidate.Entry.Staged(this::landing);
  }

  private Landing landing(Lake lake, Dataset<Row> staged) {
    LakeTable table = lake.table(declared.name());
    Dataset<Row> there = of(table.at(table.state().version()), lake);
    return new Landing.Correct(
        different(staged.withColumn(KEPT, lit(true)), there),
        new Correction(declared.key(), KEPT, literally("t").stream().toList()));
  }

  /** Spark takes a small list of values below the grouping and into the inputs' own scans. */
  private Dataset<Row> of(Dataset<Row> rows, Lake lake) {
    Dataset<Row> values = touched.in(lake);
    return Touched.alike(
        literally("").map(rows::filter).orElse(rows),
        by,
        touched.listed().isPresent() ? broadcast(values) : values);
  }

  private Optional<String> literally(String alias) {
    return literal ? touched.literally(alias, by) : Optional.empty();
  }

  private Dataset<Row> different(Dataset<Row> wanted, Dataset<Row> there) {
    List<String> key = declared.key();
    List<String> known = Arrays.asList(there.columns());
    StructType schema = wanted.schema();
    Column same =
        key.stream()
            .map(name -> side("s", name).equalTo(side("t", name)))
            .reduce(Column::and)
            .orElseThrow();
    Column different =
        Arrays.stream(schema.fields())
            .filter(field -> !key.contains(field.name()) && !field.name().equals(KEPT))
            .map(
                field ->
                    known.contains(field.name())
                        ? not(
                            Alike.same(
                                side("s", field.name()),
                                field.dataType(),
                                side("t", field.name()),
                                there.schema().apply(field.name()).dataType()))
                        : side("s", field.name()).isNotNull())
            .reduce(side("t", key.get(0)).isNull().or(side("s", KEPT).isNull()), Column::or);
    return wanted
        .as("s")
        .join(there.as("t"), same, "full_outer")
        .filter(different)
        .select(
            Stream.of(schema.fieldNames())
                .map(
                    name ->
                        key.contains(name)
                            ? coalesce(side("s", name), side("t", name)).as(name)
                            : side("s", name))
                .toArray(Column[]::new));
  }

  private static Column side(String side, String column) {
    return col(side + ".`" + column.replace("`", "``") + "`");
  }
}
