package io.ingot.quality;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Check;
import io.ingot.core.project.Share;
import io.ingot.core.project.TableName;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Says a table's checks in terms of the columns that its rows have.
 *
 * @param keys columns that every example shows, where they are there
 */
record Binding(TableName table, Columns columns, List<String> keys) {
  /**
   * The rule of a check.
   *
   * @throws ProjectException when the check does not fit the columns
   */
  Rule rule(Check check) {
    try {
      return bind(check);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Cannot judge '"
              + check.describe()
              + "' of "
              + table
              + ": "
              + e.getMessage()
              + " Correct the check.",
          e);
    }
  }

  private Rule bind(Check check) {
    if (check instanceof Check.Complete complete) {
      return complete(complete);
    }
    if (check instanceof Check.Unique unique) {
      return unique(unique);
    }
    if (check instanceof Check.Between between) {
      return between(between);
    }
    if (check instanceof Check.In in) {
      return in(in);
    }
    if (check instanceof Check.Matches matches) {
      return matches(matches);
    }
    if (check instanceof Check.Satisfies satisfies) {
      return satisfies(satisfies);
    }
    Check.Rows rows = (Check.Rows) check;
    return new SizeRule(DeequCheck.size(rows, rows.range()));
  }

  private Rule complete(Check.Complete check) {
    String name = plain(check.column()).name();
    String column = Columns.quoted(name);
    return new RowRule(
        DeequCheck.complete(check, column, check.mostly()),
        column + " IS NOT NULL",
        check.mostly(),
        shown(List.of(name)));
  }

  private Rule unique(Check.Unique check) {
    List<String> names =
        check.columns().stream().map(name -> plain(name).name()).distinct().toList();
    return new UniqueRule(
        DeequCheck.unique(check, names.stream().map(Columns::quoted).toList()), names);
  }

  private Rule between(Check.Between check) {
    StructField field = typed(check.column(), "between", "number", NumericType.class::isInstance);
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
    return nullOr(check, field, holds, check.mostly());
  }

  private Rule in(Check.In check) {
    StructField field = column(check.column());
    String values =
        check.values().stream()
            .map(value -> Literals.of(value, field.dataType()))
            .collect(Collectors.joining(", "));
    return nullOr(
        check, field, Columns.quoted(field.name()) + " IN (" + values + ")", check.mostly());
  }

  private Rule matches(Check.Matches check) {
    StructField field = typed(check.column(), "matches", "string", StringType.class::isInstance);
    // Not ^ and $: those take a text with a line break at its end.
    String whole = "\\A(?:" + check.pattern() + ")\\z";
    Pattern.compile(whole);
    return nullOr(
        check,
        field,
        Columns.quoted(field.name()) + " RLIKE " + Literals.text(whole),
        check.mostly());
  }

  private Rule satisfies(Check.Satisfies check) {
    Condition condition = Condition.of(check.condition(), columns.schema());
    // The line break ends a comment that the condition may end with.
    String holds = "COALESCE((" + check.condition() + "\n), FALSE)";
    return new RowRule(
        DeequCheck.complies(check, holds, check.mostly()),
        holds,
        check.mostly(),
        shown(condition.columns()));
  }

  /** Deequ's pattern matching and ranges count nulls, empty texts and NaN in ways of their own. */
  private Rule nullOr(Check check, StructField field, String condition, Share mostly) {
    String holds = Columns.quoted(field.name()) + " IS NULL OR (" + condition + ")";
    return new RowRule(
        DeequCheck.complies(check, holds, mostly), holds, mostly, shown(List.of(field.name())));
  }

  private StructField column(String name) {
    return columns
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no column '" + name + "'. " + columns.hint(name)));
  }

  /** A column that Deequ can group and count by. */
  private StructField plain(String name) {
    StructField field = column(name);
    DataType type = field.dataType();
    if (type instanceof StructType || type instanceof ArrayType || type instanceof MapType) {
      throw new IllegalArgumentException(
          "'" + name + "' is no plain column; use satisfies with a condition on it.");
    }
    if (name.contains("`")) {
      throw new IllegalArgumentException(
          "Deequ can't read a name with a backtick, '" + name + "'; rename the column.");
    }
    return field;
  }

  private StructField typed(String name, String kind, String word, Predicate<DataType> met) {
    StructField field = column(name);
    if (!met.test(field.dataType())) {
      throw new IllegalArgumentException(
          kind
              + " needs a column of type "
              + word
              + ", and '"
              + name
              + "' is "
              + field.dataType().sql().toLowerCase(Locale.ROOT)
              + ".");
    }
    return field;
  }

  private List<String> shown(List<String> names) {
    Set<String> shown = new LinkedHashSet<>();
    keys.forEach(key -> columns.find(key).map(StructField::name).ifPresent(shown::add));
    shown.addAll(names);
    return List.copyOf(shown);
  }
}
