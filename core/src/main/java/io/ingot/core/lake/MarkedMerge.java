package io.ingot.core.lake;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.struct;

import io.delta.tables.DeltaMergeBuilder;
import io.delta.tables.DeltaTable;
import io.ingot.core.error.FencedException;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.StructType;

/**
 * A MERGE whose commit carries a batch's mark. Delta takes the mark of a MERGE from the session's
 * settings only, and settings that leak would silently skip later writes: the rows have to come
 * from a session that is used for nothing else.
 */
final class MarkedMerge {
  private final TableName name;
  private final String path;
  private final CommitMark mark;

  MarkedMerge(TableName name, String path, CommitMark mark) {
    if (!mark.bounds().isEmpty()) {
      throw new IllegalArgumentException("A MERGE cannot carry bounds: " + mark.bounds().keySet());
    }
    this.name = name;
    this.path = path;
    this.mark = mark;
  }

  /**
   * Replaces what is older and different, and adds what is not there.
   *
   * @param rows as they lie in files that nobody changes, so that each pass finds the same
   * @param there the table's columns
   */
  void upsert(Dataset<Row> rows, MergeRequest request, StructType there) {
    Column newer = tuple("s", request.order()).gt(tuple("t", request.order()));
    Column different = different(request.compared(), rows.schema(), there);
    // Delta would copy them first, since it trusts no files but its own to stay as they are.
    rows.sparkSession().conf().set("spark.databricks.delta.merge.materializeSource", "none");
    execute(
        merge(rows, request.keys(), request.pruning())
            .whenMatched(newer.and(different))
            .updateAll()
            .whenNotMatched()
            .insertAll());
  }

  /**
   * Makes the rows as told.
   *
   * @param there the table's columns
   */
  void correct(Dataset<Row> rows, Correction correction, StructType there) {
    Column gone = side("s", correction.gone()).isNull();
    DeltaMergeBuilder deleting =
        merge(rows, correction.keys(), correction.pruning()).whenMatched(gone).delete();
    if (List.of(there.fieldNames()).contains(correction.gone())) {
      execute(deleting.whenMatched().updateAll().whenNotMatched(not(gone)).insertAll());
      return;
    }
    Map<String, Column> values =
        Arrays.stream(rows.columns())
            .filter(column -> !column.equals(correction.gone()))
            .collect(
                Collectors.toMap(
                    column -> "`" + column.replace("`", "``") + "`", column -> side("s", column)));
    execute(deleting.whenMatched().update(values).whenNotMatched(not(gone)).insert(values));
  }

  private DeltaMergeBuilder merge(Dataset<Row> rows, List<String> keys, List<String> pruning) {
    SparkSession own = rows.sparkSession();
    own.conf().set("spark.databricks.delta.write.txnAppId", mark.writer());
    own.conf().set("spark.databricks.delta.write.txnVersion", mark.batch());
    own.conf().set("spark.databricks.delta.commitInfo.userMetadata", mark.record());
    own.conf().set("spark.databricks.delta.schema.autoMerge.enabled", true);
    Column matching =
        Stream.concat(
                keys.stream().map(key -> side("t", key).equalTo(side("s", key))),
                pruning.stream().map(functions::expr))
            .reduce(Column::and)
            .orElseThrow();
    return DeltaTable.forPath(own, path).as("t").merge(rows.as("s"), matching);
  }

  private void execute(DeltaMergeBuilder merge) {
    try {
      merge.execute();
    } catch (ConcurrentModificationException e) {
      throw new FencedException(
          "Cannot merge batch "
              + mark.batch()
              + " into "
              + name
              + ": another run changed the table at the same moment. Nothing was changed; run"
              + " again.",
          e);
    }
  }

  /** A column that the table has not got yet is null in all its rows. */
  private static Column different(List<String> compared, StructType rows, StructType there) {
    Set<String> known = Set.of(there.fieldNames());
    return compared.stream()
        .map(
            column ->
                known.contains(column)
                    ? not(
                        Alike.same(
                            side("s", column),
                            rows.apply(column).dataType(),
                            side("t", column),
                            there.apply(column).dataType()))
                    : side("s", column).isNotNull())
        .reduce(Column::or)
        .orElse(lit(false));
  }

  private static Column tuple(String side, List<String> columns) {
    return struct(columns.stream().map(column -> side(side, column)).toArray(Column[]::new));
  }

  private static Column side(String side, String column) {
    return col(side + ".`" + column + "`");
  }
}
