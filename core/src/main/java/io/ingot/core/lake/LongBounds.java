package io.ingot.core.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.catalyst.expressions.And;
import org.apache.spark.sql.catalyst.expressions.AttributeReference;
import org.apache.spark.sql.catalyst.expressions.BinaryComparison;
import org.apache.spark.sql.catalyst.expressions.EqualTo;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GreaterThan;
import org.apache.spark.sql.catalyst.expressions.GreaterThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.IsNotNull;
import org.apache.spark.sql.catalyst.expressions.LessThan;
import org.apache.spark.sql.catalyst.expressions.LessThanOrEqual;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.types.LongType;

/**
 * What a condition demands of a file's least and greatest values, where it compares nothing but
 * whole numbers, such as those of batches.
 */
record LongBounds(List<Bound> bounds) {
  LongBounds {
    bounds = List.copyOf(bounds);
  }

  /**
   * The bounds of a condition; empty when it demands something else too.
   *
   * @param others columns whose values a file's statistics do not tell
   */
  static Optional<LongBounds> of(Expression condition, Set<String> others) {
    return in(condition)
        .filter(found -> found.stream().noneMatch(bound -> others.contains(bound.column())))
        .map(LongBounds::new);
  }

  private static Optional<List<Bound>> in(Expression condition) {
    if (condition instanceof And and) {
      return in(and.left())
          .flatMap(
              left ->
                  in(and.right())
                      .map(right -> Stream.concat(left.stream(), right.stream()).toList()));
    }
    if (condition instanceof IsNotNull || condition.equals(Literal.TrueLiteral())) {
      return Optional.of(List.of());
    }
    return condition instanceof BinaryComparison compared
            && compared.left() instanceof AttributeReference column
            && column.dataType() instanceof LongType
            && compared.right() instanceof Literal literal
            && literal.value() instanceof Long value
        ? bound(compared, column.name(), value).map(List::of)
        : Optional.empty();
  }

  /** The ends are allowed; the greatest and the least number have none beyond them. */
  private static Optional<Bound> bound(BinaryComparison compared, String column, long value) {
    if (compared instanceof EqualTo) {
      return Optional.of(new Bound(column, value, value));
    }
    if (compared instanceof GreaterThan) {
      return Optional.of(new Bound(column, Math.max(value, value + 1), Long.MAX_VALUE));
    }
    if (compared instanceof GreaterThanOrEqual) {
      return Optional.of(new Bound(column, value, Long.MAX_VALUE));
    }
    if (compared instanceof LessThan) {
      return Optional.of(new Bound(column, Long.MIN_VALUE, Math.min(value, value - 1)));
    }
    return compared instanceof LessThanOrEqual
        ? Optional.of(new Bound(column, Long.MIN_VALUE, value))
        : Optional.empty();
  }

  /**
   * Whether a file can hold a row that is wanted.
   *
   * @param statistics of the file, in JSON as Delta keeps them
   */
  boolean mayBeIn(String statistics) {
    try {
      JsonNode told = new ObjectMapper().readTree(statistics);
      return bounds.stream().allMatch(bound -> bound.mayBeIn(told));
    } catch (JsonProcessingException e) {
      // What cannot be read rules nothing out; Delta does the same.
      return true;
    }
  }

  /** The values of a column that are allowed, both ends included. */
  record Bound(String column, long least, long greatest) {
    private boolean mayBeIn(JsonNode told) {
      JsonNode min = told.path("minValues").path(column);
      JsonNode max = told.path("maxValues").path(column);
      return !min.isIntegralNumber()
          || !max.isIntegralNumber()
          || (min.longValue() <= greatest && max.longValue() >= least);
    }
  }
}
