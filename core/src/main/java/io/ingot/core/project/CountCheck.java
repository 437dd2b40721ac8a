package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** A condition on how many rows or columns there are. */
public sealed interface CountCheck extends Check {
  /** No two rows agree in these columns. */
  @Key("unique")
  record Unique(
      @Required @Key("unique") @Doc("Columns that together tell rows apart") List<String> columns,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements CountCheck {
    public Unique {
      columns = List.copyOf(columns);
      if (columns.isEmpty()) {
        throw new IllegalArgumentException("unique needs at least one column.");
      }
    }

    @Override
    public String describe() {
      return "unique " + String.join(", ", columns);
    }
  }

  /** The number of rows lies in a closed range. */
  @Key("rows")
  record Rows(
      @Required @Key("rows") @Doc("Range of the row count") Range range, @Inline CheckTerms terms)
      implements CountCheck {
    public Rows {
      Objects.requireNonNull(range, "rows");
    }

    @Override
    public String describe() {
      return "rows" + range.words();
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }

  /** The number of columns lies in a closed range, those that Ingot adds not counted. */
  @Key("column_count")
  record ColumnCount(
      @Required @Key("column_count") @Doc("Range of the number of columns") Range range,
      @Inline CheckTerms terms)
      implements CountCheck {
    public ColumnCount {
      Objects.requireNonNull(range, "column_count");
      if (terms.where().isPresent()) {
        throw new IllegalArgumentException("column_count is about no rows; leave out where.");
      }
    }

    @Override
    public String describe() {
      return "column_count" + range.words();
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }

  /** Enough of the rows that were read are published; repeats count as published. */
  @Key("loaded")
  record Loaded(
      @Required @Key("loaded") @Doc("Least share of the rows read that is published, such as 95%")
          Share least,
      @Inline CheckTerms terms)
      implements CountCheck {
    public Loaded {
      Objects.requireNonNull(least, "loaded");
      if (terms.where().isPresent()) {
        throw new IllegalArgumentException("loaded is about all rows read; leave out where.");
      }
      if (terms.on() != CheckTerms.Scope.BATCH) {
        throw new IllegalArgumentException("loaded is about what a batch read; leave out on.");
      }
    }

    @Override
    public String describe() {
      return "loaded >= " + least;
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }

  /** A closed range of counts; at least one end is given. */
  record Range(@Doc("Least") Optional<Long> min, @Doc("Greatest") Optional<Long> max) {
    public Range {
      if (min.isEmpty() && max.isEmpty()) {
        throw new IllegalArgumentException("A range of counts needs min, max or both.");
      }
    }

    /** In words such as {@code >= 1 <= 5}, each with a space before it. */
    public String words() {
      return min.map(value -> " >= " + value).orElse("")
          + max.map(value -> " <= " + value).orElse("");
    }
  }
}
