package io.ingot.quality;

import io.ingot.core.project.RowCheck;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.StructField;

/** Rules of single rows, each as a condition in SQL. */
record RowBinding(Columns columns, Example example) {
  /**
   * The rule of a check.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   */
  Rule rule(RowCheck check) {
    if (check instanceof RowCheck.Complete complete) {
      StructField field = columns.plain(complete.column());
      return rule(check, Columns.quoted(field.name()) + " IS NOT NULL", List.of(field.name()));
    }
    if (check instanceof RowCheck.Between between) {
      return between(between);
    }
    if (check instanceof RowCheck.In in) {
      return in(in);
    }
    if (check instanceof RowCheck.Matches matches) {
      return matches(matches);
    }
    if (check instanceof RowCheck.Length length) {
      return length(length);
    }
    if (check instanceof RowCheck.Typed typed) {
      StructField field = columns.text(typed.column(), "typed");
      return nullOr(check, field, Readable.condition(Columns.quoted(field.name()), typed.is()));
    }
    RowCheck.Satisfies satisfies = (RowCheck.Satisfies) check;
    Condition condition = Condition.of(satisfies.condition(), columns.schema());
    return rule(check, Where.total(satisfies.condition()), condition.columns());
  }

  private Rule between(RowCheck.Between check) {
    StructField field = columns.number(check.column(), "between");
    String column = Columns.quoted(field.name());
    String holds =
        Stream.of(
                check.min().map(min -> column + " >= " + Literals.number(min, field.dataType())),
                check.max().map(max -> column + " <= " + Literals.number(max, field.dataType())),
                // Spark orders NaN above every number.
                Optional.of("NOT isnan(" + column + ")")
                    .filter(any -> Literals.isApproximate(field.dataType())))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" AND "));
    return nullOr(check, field, holds);
  }

  private Rule in(RowCheck.In check) {
    StructField field = columns.of(check.column());
    String values =
        check.values().stream()
            .map(value -> Literals.of(value, field.dataType()))
            .collect(Collectors.joining(", "));
    return nullOr(check, field, Columns.quoted(field.name()) + " IN (" + values + ")");
  }

  private Rule matches(RowCheck.Matches check) {
    StructField field = columns.text(check.column(), "matches");
    String column = Columns.quoted(field.name());
    check.pattern().ifPresent(Pattern::compile);
    return nullOr(
        check,
        field,
        check
            .pattern()
            .map(pattern -> ReadyText.whole(column, pattern))
            .orElseGet(() -> ReadyText.condition(column, check.kind().orElseThrow())));
  }

  private Rule length(RowCheck.Length check) {
    StructField field = columns.text(check.column(), "length");
    String length = "char_length(" + Columns.quoted(field.name()) + ")";
    String holds =
        Stream.of(
                check.min().map(min -> length + " >= " + min + "L"),
                check.max().map(max -> length + " <= " + max + "L"))
            .flatMap(Optional::stream)
            .collect(Collectors.joining(" AND "));
    return nullOr(check, field, holds);
  }

  /** Deequ's pattern matching and ranges count nulls, empty texts and NaN in ways of their own. */
  private Rule nullOr(RowCheck check, StructField field, String condition) {
    String holds = Columns.quoted(field.name()) + " IS NULL OR (" + condition + ")";
    return rule(check, holds, List.of(field.name()));
  }

  private Rule rule(RowCheck check, String holds, List<String> shown) {
    Where where = Where.of(check.terms(), columns.schema());
    return new RowRule(
        check,
        holds,
        where,
        example,
        Stream.concat(shown.stream(), where.columns().stream()).distinct().toList());
  }
}
