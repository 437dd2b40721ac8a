package io.ingot.core.project;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** A rule of single rows that enough of them must fulfil; the rows that break it can be shown. */
public sealed interface RowCheck extends Check {
  /** How many of the rows must fulfil it. */
  Tolerance tolerance();

  /** The column holds no null, or few of them. */
  @Key("complete")
  record Complete(
      @Required @Key("complete") @Doc("Column without nulls") String column,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public Complete {
      Objects.requireNonNull(column, "complete");
    }

    @Override
    public String describe() {
      return "complete " + column;
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The column's values lie in a closed range; nulls pass. */
  @Key("between")
  record Between(
      @Required @Key("between") @Doc("Numeric column") String column,
      @Doc("Least value") Optional<BigDecimal> min,
      @Doc("Greatest value") Optional<BigDecimal> max,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public Between {
      Objects.requireNonNull(column, "between");
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

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The column's values are among these; nulls pass. */
  @Key("in")
  record In(
      @Required @Key("in") @Doc("Column") String column,
      @Required @Doc("The only values allowed") List<String> values,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public In {
      Objects.requireNonNull(column, "in");
      values = List.copyOf(values);
      if (values.isEmpty()) {
        throw new IllegalArgumentException("in needs values.");
      }
    }

    @Override
    public String describe() {
      return "in " + column + " " + values;
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The column's text is, as a whole, what a pattern or a ready kind says; nulls pass. */
  @Key("matches")
  record Matches(
      @Required @Key("matches") @Doc("Text column") String column,
      @Doc("Java regular expression") Optional<String> pattern,
      @Doc("A ready kind of text: email, url, phone, uuid or credit_card") Optional<Text> kind,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public Matches {
      Objects.requireNonNull(column, "matches");
      if (pattern.isPresent() == kind.isPresent()) {
        throw new IllegalArgumentException("matches needs either pattern or kind.");
      }
      pattern.ifPresent(java.util.regex.Pattern::compile);
    }

    @Override
    public String describe() {
      return "matches " + column + " " + pattern.orElseGet(() -> kind.orElseThrow().word());
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The column's text has so many characters; nulls pass. */
  @Key("length")
  record Length(
      @Required @Key("length") @Doc("Text column") String column,
      @Doc("Least number of characters") Optional<Long> min,
      @Doc("Greatest number of characters") Optional<Long> max,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public Length {
      Objects.requireNonNull(column, "length");
      if (min.isEmpty() && max.isEmpty()) {
        throw new IllegalArgumentException("length needs min, max or both.");
      }
    }

    @Override
    public String describe() {
      return "length "
          + column
          + min.map(value -> " >= " + value).orElse("")
          + max.map(value -> " <= " + value).orElse("");
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** The column's text can be read as a value of a type; nulls pass. */
  @Key("typed")
  record Typed(
      @Required @Key("typed") @Doc("Text column") String column,
      @Required
          @Doc("The type that its texts are of: integral, fractional, boolean, date or timestamp")
          Kind is,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public Typed {
      Objects.requireNonNull(column, "typed");
      Objects.requireNonNull(is, "is");
    }

    @Override
    public String describe() {
      return "typed " + column + " " + is.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public List<String> columns() {
      return List.of(column);
    }
  }

  /** An SQL condition holds for the rows; null counts as broken. */
  @Key("satisfies")
  record Satisfies(
      @Required @Key("satisfies") @Doc("SQL condition over the table's columns") String condition,
      @Inline Tolerance tolerance,
      @Inline CheckTerms terms)
      implements RowCheck {
    public Satisfies {
      Objects.requireNonNull(condition, "satisfies");
    }

    @Override
    public String describe() {
      return "satisfies " + condition;
    }

    @Override
    public List<String> columns() {
      return List.of();
    }
  }

  /** Ready kinds of text. */
  enum Text {
    EMAIL,
    URL,
    PHONE,
    UUID,
    CREDIT_CARD;

    /** The word in the file. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What a text can be read as. */
  enum Kind {
    INTEGRAL,
    FRACTIONAL,
    BOOLEAN,
    DATE,
    TIMESTAMP
  }
}
