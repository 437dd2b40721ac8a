package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What one silver column must be. A rule that is broken has the outcome that {@code else} names.
 */
@Doc("What one silver column must be")
public record ColumnContract(
    @Required @Doc("Spark SQL type, such as bigint, decimal(10,4), date, array<string>")
        String type,
    @Doc(
            "Field of the bronze table, or path such as address.city; of several the first that a"
                + " row has; this column's own name unless said")
        List<String> from,
    @Doc("Pattern of a date or timestamp in text") Optional<String> format,
    @Doc("Zone of times that do not tell theirs; UTC unless said") Optional<Zone> zone,
    @Doc("A time that its zone's clocks showed twice: refuse, earlier or later; refuse unless said")
        Ambiguous ambiguous,
    @Doc("JSON: a number or a truth may also come as text") boolean quoted,
    @Doc("Value of a row that has none, written as min and in are") @Key("default")
        Optional<String> fallback,
    @Doc("Take white space off both ends of text; text of nothing else is no value") boolean trim,
    @Doc("Turn letters to lower or upper") @Key("case") Optional<LetterCase> letterCase,
    @Doc("Unicode normal form: nfc or nfkc; characters without width are taken out") @Key("normal")
        Optional<NormalForm> normalForm,
    @Doc(
            "SQL over the table's columns that gives the value that is kept, such as greatest(amount, 0)")
        Optional<String> value,
    @Doc("Part of the key that tells rows apart") boolean key,
    @Doc("Must not be null") boolean required,
    @Doc("Least number, date (yyyy-MM-dd) or timestamp (yyyy-MM-dd HH:mm:ss, in zone)")
        Optional<Limit> min,
    @Doc("Greatest number, date or timestamp") Optional<Limit> max,
    @Doc("Least number of characters") Optional<Integer> minLength,
    @Doc("Greatest number of characters") Optional<Integer> maxLength,
    @Doc("Java regular expression that the whole text must match") Optional<String> matches,
    @Doc("The only values allowed") List<String> in,
    @Doc("layer.table.column that must hold the value") Optional<ColumnName> ref,
    @Doc("SQL condition over the table's columns that must not be false") Optional<String> check,
    @Doc("Allow control characters in text") boolean controls,
    @Doc("Allow NaN and infinity") boolean nonFinite,
    @Doc("Tells of a person: never shown in errors or listings") boolean personal,
    @Doc("What happens to a row that breaks a rule of this column; quarantine unless said")
        @Key("else")
        Outcome otherwise,
    @Doc("Share of rows that break a rule of this column above which the run warns")
        Optional<Share> warn,
    @Doc("Share of rows that break a rule of this column above which the batch is refused")
        Optional<Share> fail) {
  public ColumnContract {
    Objects.requireNonNull(type, "type");
    from = List.copyOf(from);
    ambiguous = ambiguous == null ? Ambiguous.REFUSE : ambiguous;
    in = List.copyOf(in);
    otherwise = otherwise == null ? Outcome.QUARANTINE : otherwise;
    if (key && otherwise != Outcome.QUARANTINE) {
      throw new IllegalArgumentException(
          "A key column's broken rows can only go to the quarantine; leave out 'else'.");
    }
  }

  /** The fields of the bronze table that hold the value, the first that a row has. */
  public List<String> fields(String name) {
    return from.isEmpty() ? List.of(name) : from;
  }

  /** What a time means that its zone's clocks showed twice. */
  public enum Ambiguous {
    /** It breaks the contract. */
    REFUSE,
    EARLIER,
    LATER
  }

  /** Letters of one size. */
  public enum LetterCase {
    LOWER,
    UPPER
  }

  /** A normal form of Unicode. */
  public enum NormalForm {
    /** Characters composed. */
    NFC,
    /** Compatible characters made one as well, such as full-width letters. */
    NFKC
  }

  /** What becomes of a row that breaks a rule. */
  public enum Outcome {
    /** Kept aside with its reasons; not published. */
    QUARANTINE,
    /** Published, and counted as a warning. */
    WARN,
    /** The whole batch is refused. */
    FAIL
  }
}
