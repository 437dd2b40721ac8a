package io.ingot.core.report;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a table's file says, in words.
 *
 * @param description what the table means; empty where nobody said
 * @param tags words to select by
 * @param facts how it is read and written, as pairs of words
 * @param columns its columns: those of the contract, or those that the lake has
 * @param rules rules over several columns of a row
 * @param checks what is judged before a batch is published
 * @param sql the query of a gold table
 */
public record Declared(
    Optional<String> description,
    List<String> tags,
    List<Fact> facts,
    List<Column> columns,
    List<Rule> rules,
    List<Rule> checks,
    Optional<String> sql) {
  public Declared {
    Objects.requireNonNull(description, "description");
    tags = List.copyOf(tags);
    facts = List.copyOf(facts);
    columns = List.copyOf(columns);
    rules = List.copyOf(rules);
    checks = List.copyOf(checks);
    Objects.requireNonNull(sql, "sql");
  }

  /** A property and its value, such as {@code written} and {@code merge}. */
  public record Fact(String what, String is) {
    public Fact {
      Objects.requireNonNull(what, "what");
      Objects.requireNonNull(is, "is");
    }
  }

  /**
   * A column.
   *
   * @param marks words such as {@code key} and {@code personal}
   * @param rules what its values must be
   * @param from the columns that decide its values; none where that is not known
   */
  public record Column(
      String name, String type, List<String> marks, List<String> rules, List<String> from) {
    public Column {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(type, "type");
      marks = List.copyOf(marks);
      rules = List.copyOf(rules);
      from = List.copyOf(from);
    }
  }

  /**
   * A rule or a check.
   *
   * @param text in the words of the file
   * @param broken what becomes of a row, or of the batch, that breaks it
   */
  public record Rule(String text, String broken) {
    public Rule {
      Objects.requireNonNull(text, "text");
      Objects.requireNonNull(broken, "broken");
    }
  }
}
