package io.ingot.core.project;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedWindowExpression;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import scala.Option;
import scala.collection.JavaConverters;

/** The columns that an SQL expression over one row names. */
public final class SqlColumns {
  private static final Set<String> OVER_ROWS =
      Set.of("agg_funcs", "window_funcs", "generator_funcs");

  /** A batch that is made once more has to come out the same. */
  private static final Set<String> FICKLE =
      Set.of(
          "current_date",
          "current_timestamp",
          "current_time",
          "curdate",
          "now",
          "localtimestamp",
          "current_user",
          "user",
          "rand",
          "random",
          "randn",
          "uuid",
          "shuffle",
          "monotonically_increasing_id",
          "spark_partition_id",
          "input_file_name",
          "input_file_block_start",
          "input_file_block_length",
          "java_method",
          "reflect");

  private final Set<String> names = new TreeSet<>();
  private final Consumer<String> refusal;

  private SqlColumns(Consumer<String> refusal) {
    this.refusal = refusal;
  }

  /**
   * The names, as they are written; of a field of a structure that of the structure.
   *
   * @throws IllegalArgumentException when the text is no expression
   */
  public static Set<String> in(String sql) {
    return of(
            sql,
            mistake -> {
              throw new IllegalArgumentException("Invalid SQL '" + sql + "': " + mistake);
            },
            refusal -> {})
        .orElseThrow();
  }

  /**
   * The names in an expression; empty when it does not parse.
   *
   * @param mistake is told why it does not
   * @param refusal is told what needs more than one row
   */
  static Optional<Set<String>> of(String sql, Consumer<String> mistake, Consumer<String> refusal) {
    return SparkParser.expression(sql, told -> mistake.accept(told.message()))
        .map(
            expression -> {
              SqlColumns columns = new SqlColumns(refusal);
              columns.read(expression);
              return columns.names;
            });
  }

  private void read(Expression expression) {
    if (expression instanceof UnresolvedAttribute attribute) {
      names.add(attribute.nameParts().head());
    } else if (expression instanceof PlanExpression<?>
        || expression instanceof Star
        || expression instanceof WindowExpression
        || expression instanceof UnresolvedWindowExpression) {
      refusal.accept("It may look at the columns of one row only.");
      return;
    } else if (FICKLE.contains(called(expression)) || isClock(expression)) {
      refusal.accept(
          called(expression) + "() would tell something else when a batch is made once more.");
    } else if (expression instanceof UnresolvedFunction function && isOverRows(function)) {
      refusal.accept(
          String.join(".", JavaConverters.seqAsJavaList(function.nameParts()))
              + "() needs several rows; it may look at one row only.");
    }
    JavaConverters.seqAsJavaList(expression.children()).forEach(this::read);
  }

  private static String called(Expression expression) {
    return expression instanceof UnresolvedFunction function
        ? function.nameParts().last().toLowerCase(Locale.ROOT)
        : expression.prettyName();
  }

  /** Without an argument it tells the time. */
  private static boolean isClock(Expression expression) {
    return called(expression).equals("unix_timestamp") && expression.children().isEmpty();
  }

  private static boolean isOverRows(UnresolvedFunction function) {
    Option<ExpressionInfo> info =
        FunctionRegistry.builtin()
            .lookupFunction(new FunctionIdentifier(function.nameParts().last()));
    return info.isDefined() && OVER_ROWS.contains(info.get().getGroup());
  }
}
