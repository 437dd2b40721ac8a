package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * A condition on the rows of a batch, judged before the commit. The first key tells the kind:
 * {@code {complete: store_id}}. With {@code level: error} (the default) a broken check refuses the
 * batch; with {@code level: warn} the batch is published and the run ends with 4.
 */
public sealed interface Check {
  /** What a broken check does. */
  Level level();

  /** The check in the words of the file, such as {@code complete store_id}. */
  String describe();

  /** The column holds no null, or at most 1 - {@code mostly} of them. */
  @Key("complete")
  record Complete(
      @Required @Key("complete") @Doc("Column without nulls") String column,
      @Doc("Least share of rows that must hold; 100% unless said") Share mostly,
      @Doc("error or warn") Level level)
      implements Check {
    public Complete {
      Objects.requireNonNull(column, "complete");
      mostly = mostly == null ? new Share(1) : mostly;
      level = level == null ? Level.ERROR : level;
    }

    @Override
    public String describe() {
      return "complete " + column;
    }
  }

  /** No two rows of the batch agree in these columns. */
  @Key("unique")
  record Unique(
      @Required @Key("unique") @Doc("Columns that together tell rows apart") List<String> columns,
      @Doc("error or warn") Level level)
      implements Check {
    public Unique {
      columns = List.copyOf(columns);
      level = level == null ? Level.ERROR : level;
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("unique needs at least one column.");
      }
    }

    @Override
    public String describe() {
      return "unique " + String.join(", ", columns);
    }
  }

  /** The column's values lie in a closed range; nulls pass. */
  @Key("between")
  record Between(
      @Required @Key("between") @Doc("Numeric column") String column,
      @Doc("Least value") Optional<BigDecimal> min,
      @Doc("Greatest value") Optional<BigDecimal> max,
      @Doc("Least share of rows that must hold; 100% unless said") Share mostly,
      @Doc("error or warn") Level level)
      implements Check {
    public Between {
      Objects.requireNonNull(column, "between");
      mostly = mostly == null ? new Share(1) : mostly;
      level = level == null ? Level.ERROR : level;
      if (min.isEmpty() && max.isEmpty()) {
        throw new IllegalArgumentException("between needs min, max or both.");
      }
    }

    @Override
    public String describe() {
      return "between "
          + column
          + min.map(value -> " >= " + value.toPlainString()).orElse("")
          + max.map(value -> " <= " + value.toPlainString()).orElse("");
    }
  }

  /** The column's values are among these; nulls pass. */
  @Key("in")
  record In(
      @Required @Key("in") @Doc("Column") String column,
      @Required @Doc("The only values allowed") List<String> values,
      @Doc("Least share of rows that must hold; 100% unless said") Share mostly,
      @Doc("error or warn") Level level)
      implements Check {
    public In {
      Objects.requireNonNull(column, "in");
      values = List.copyOf(values);
      mostly = mostly == null ? new Share(1) : mostly;
      level = level == null ? Level.ERROR : level;
      if (values.isEmpty()) {
        throw new IllegalArgumentException("in needs values.");
      }
    }

    @Override
    public String describe() {
      return "in " + column + " " + values;
    }
  }

  /** The column's text matches a Java regular expression as a whole; nulls pass. */
  @Key("matches")
  record Matches(
      @Required @Key("matches") @Doc("Text column") String column,
      @Required @Doc("Java regular expression") String pattern,
      @Doc("Least share of rows that must hold; 100% unless said") Share mostly,
      @Doc("error or warn") Level level)
      implements Check {
    public Matches {
      Objects.requireNonNull(column, "matches");
      Objects.requireNonNull(pattern, "pattern");
      java.util.regex.Pattern.compile(pattern);
      mostly = mostly == null ? new Share(1) : mostly;
      level = level == null ? Level.ERROR : level;
    }

    @Override
    public String describe() {
      return "matches " + column + " " + pattern;
    }
  }

  /** The number of rows of the batch lies in a closed range. */
  @Key("rows")
  record Rows(
      @Required @Key("rows") @Doc("Range of the row count") Range range,
      @Doc("error or warn") Level level)
      implements Check {
    public Rows {
      Objects.requireNonNull(range, "rows");
      level = level == null ? Level.ERROR : level;
    }

    @Override
    public String describe() {
      return "rows"
          + range.min().map(value -> " >= " + value).orElse("")
          + range.max().map(value -> " <= " + value).orElse("");
    }
  }

  /** An SQL condition holds for the rows; null counts as broken. */
  @Key("satisfies")
  record Satisfies(
      @Required @Key("satisfies") @Doc("SQL condition over the table's columns") String condition,
      @Doc("Least share of rows that must hold; 100% unless said") Share mostly,
      @Doc("error or warn") Level level)
      implements Check {
    public Satisfies {
      Objects.requireNonNull(condition, "satisfies");
      mostly = mostly == null ? new Share(1) : mostly;
      level = level == null ? Level.ERROR : level;
    }

    @Override
    public String describe() {
      return "satisfies " + condition;
    }
  }

  /** A closed range of counts; at least one end is given. */
  record Range(@Doc("Least") Optional<Long> min, @Doc("Greatest") Optional<Long> max) {
    public Range {
      if (min.isEmpty() && max.isEmpty()) {
        throw new IllegalArgumentException("rows needs min, max or both.");
      }
    }
  }

  /** What a broken check does. */
  enum Level {
    /** Refuses the batch: exit 3, nothing is published. */
    ERROR,
    /** Publishes and warns: exit 4. */
    WARN;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
