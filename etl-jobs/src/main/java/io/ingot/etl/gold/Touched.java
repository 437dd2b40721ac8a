package io.ingot.etl.gold;

import io.ingot.core.batch.Plan;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.project.Recompute;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Finds the values of {@code by} whose rows changes have touched, as the rows were before and as
 * they are now.
 */
final class Touched {
  private final Plan.Advance plan;
  private final Personal personal;
  private final Lake lake;

  /**
   * @param plan whose followed tables are the drivers that changed
   * @param lake to look with
   */
  Touched(Plan.Advance plan, Personal personal, Lake lake) {
    this.plan = plan;
    this.personal = personal;
    this.lake = lake;
  }

  /**
   * The values, each once, under the names of {@code by}.
   *
   * @param rules of a table, all of the same {@code by}
   */
  FewRows by(List<Recompute> rules) {
    List<Recompute> followed =
        rules.stream().filter(rule -> plan.from().containsKey(rule.driver())).toList();
    List<Told> told = followed.stream().map(this::told).toList();
    return FewRows.of(
        lake,
        with ->
            told.stream()
                .map(one -> one.values(with))
                .reduce(Dataset::union)
                .map(all -> told.size() == 1 ? all : all.distinct())
                .orElseThrow());
  }

  /** How the values of one rule are found. */
  private interface Told {
    Dataset<Row> values(Lake with);
  }

  private Told told(Recompute rule) {
    String[] by = rule.by().toArray(String[]::new);
    if (rule.of().isEmpty()) {
      return with -> changes(rule, rule.values(), with).toDF(by);
    }
    List<String> columns = rule.key().stream().map(Touched::quoted).toList();
    FewRows keys = FewRows.of(lake, with -> changes(rule, columns, with));
    Optional<String> literally =
        personal.key(rule) ? Optional.empty() : keys.literally("", rule.references());
    return with -> {
      // What the other input itself gained or lost is told by its own changes.
      LakeTable of = with.table(rule.of().orElseThrow());
      Dataset<Row> rows = of.at(plan.inputs().get(of.name()).version());
      return literally
          .map(rows::filter)
          .orElseGet(() -> alike(rows, rule.references(), keys.in(with)))
          .selectExpr(rule.values().toArray(String[]::new))
          .toDF(by)
          .distinct();
    };
  }

  private Dataset<Row> changes(Recompute rule, List<String> expressions, Lake with) {
    return with.table(rule.driver())
        .changes(
            plan.from().get(rule.driver()).version(),
            plan.inputs().get(rule.driver()).version(),
            expressions);
  }

  /** The rows whose values of some columns are among others, nulls too. */
  static Dataset<Row> alike(Dataset<Row> rows, List<String> columns, Dataset<Row> values) {
    String[] names =
        IntStream.range(0, columns.size()).mapToObj(i -> "_v" + i).toArray(String[]::new);
    Dataset<Row> named = values.toDF(names);
    Column same =
        IntStream.range(0, names.length)
            .mapToObj(i -> rows.col(quoted(columns.get(i))).eqNullSafe(named.col(names[i])))
            .reduce(Column::and)
            .orElseThrow();
    return rows.join(named, same, "left_semi");
  }

  private static String quoted(String column) {
    return "`" + column.replace("`", "``") + "`";
  }
}
