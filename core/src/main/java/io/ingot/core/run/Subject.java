package io.ingot.core.run;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.ColumnName;
import io.ingot.core.project.TableName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * Whom an erasure is about. Its text tells the column alone.
 *
 * @param table the one table in which the column means the subject; empty for every table that has
 *     a column of that name
 * @param column that tells subjects apart
 * @param value of the subject, as text
 */
public record Subject(Optional<TableName> table, String column, String value) {
  public Subject {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(value, "value");
  }

  /**
   * Reads {@code column=value} or {@code layer.table.column=value}.
   *
   * @throws ProjectException when the text is not of that form
   */
  public static Subject of(String said) {
    int equal = said.indexOf('=');
    if (equal < 1 || said.substring(equal + 1).isBlank()) {
      throw new ProjectException(
          "Say whom to erase: --entity COLUMN=VALUE, such as customer_id=42, or with the table"
              + " that the column is of, such as silver.customer.id=42.");
    }
    String column = said.substring(0, equal).strip();
    String value = said.substring(equal + 1).strip();
    if (column.indexOf('.') < 0) {
      return new Subject(Optional.empty(), column, value);
    }
    try {
      ColumnName name = ColumnName.of(column);
      return new Subject(Optional.of(name.table()), name.column(), value);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(e.getMessage(), e);
    }
  }

  /** The column with its table, where one was said. */
  public String named() {
    return table.map(name -> name + "." + column).orElse(column);
  }

  /** SHA-256 of a salt, a colon and the value, in hex digits. */
  public String digest(String salt) {
    try {
      byte[] text = (salt + ":" + value).getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }

  @Override
  public String toString() {
    return named() + "=***";
  }
}
