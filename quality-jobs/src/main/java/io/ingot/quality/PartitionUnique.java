package io.ingot.quality;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.count_if;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import io.ingot.core.batch.Verdict;
import io.ingot.core.project.CountCheck;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * No two rows of one partition agree in some columns; a row in which all of them are null is no
 * row. All partitions are grouped at once.
 *
 * @param columns their names in the rows
 * @param where the rows that it is about
 */
record PartitionUnique(
    CountCheck.Unique check,
    List<String> columns,
    Where where,
    Partitions partitions,
    Example example)
    implements Rule {
  private static final String TIMES = "_times";

  @Override
  public List<Column> aggregates() {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    if (findings.rows() == 0) {
      return List.of(PartitionVerdict.of(check, partitions.by(), List.of(), List.of(), example));
    }
    Dataset<Row> times = times(findings.written().get());
    List<PartitionVerdict> all =
        times
            .groupBy(partitions.columns())
            .agg(sum(TIMES), count_if(col(TIMES).equalTo(1)))
            .collectAsList()
            .stream()
            .map(this::judged)
            .toList();
    List<PartitionVerdict> worst =
        PartitionVerdict.worst(check, all).stream()
            .map(one -> new PartitionVerdict(one.values(), showing(one, times)))
            .toList();
    return List.of(PartitionVerdict.of(check, partitions.by(), all, worst, example));
  }

  private PartitionVerdict judged(Row row) {
    long rows = row.getLong(partitions.by().size());
    long single = row.getLong(partitions.by().size() + 1);
    Limit limit = Limit.of(check.tolerance(), check.level());
    return new PartitionVerdict(
        partitions.values(row),
        limit.verdict(
            check.words(),
            (double) single / rows,
            RowRule.measured(limit, single, rows, "repeated")));
  }

  private Verdict showing(PartitionVerdict one, Dataset<Row> times) {
    Dataset<Row> repeated = partitions.rows(times, one.values()).where(col(TIMES).gt(1));
    List<String> names = new ArrayList<>(both());
    names.add(TIMES);
    return one.verdict()
        .breaking(example.hiding(this::hides).exactly(repeated.orderBy(col(TIMES).desc()), names));
  }

  private boolean hides(String name) {
    return !name.equals(TIMES) && example.hides(name);
  }

  private Dataset<Row> times(Dataset<Row> written) {
    Column[] group = both().stream().map(n -> col(Columns.quoted(n))).toArray(Column[]::new);
    Column anyValue =
        columns.stream()
            .map(name -> col(Columns.quoted(name)).isNotNull())
            .reduce(Column::or)
            .orElseThrow();
    return written.filter(where.rows().and(anyValue)).groupBy(group).agg(count(lit(1)).as(TIMES));
  }

  private Set<String> both() {
    return Stream.concat(partitions.by().stream(), columns.stream())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
