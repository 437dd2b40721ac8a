package io.ingot.quality.drift;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Drift;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.quality.drift.Subject.Openness;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;

/** Finds what is watched of a table, by its declaration and the columns that it has. */
final class Subjects {
  private final Table table;
  private final StructType schema;
  private final Predicate<String> personal;

  /**
   * @param schema the table's columns
   * @param personal whether a column tells of a person
   */
  Subjects(Table table, StructType schema, Predicate<String> personal) {
    this.table = Objects.requireNonNull(table, "table");
    this.schema = Objects.requireNonNull(schema, "schema");
    this.personal = Objects.requireNonNull(personal, "personal");
  }

  /**
   * Every column that is watched, in the order of the file. Where no columns are named these are
   * those that the method knows, other than keys, times of rows, columns that Ingot adds, personal
   * ones, and those that are named beside for the same method.
   *
   * @throws ProjectException when a column is not there, or is not of a type that the method knows
   */
  List<Subject> all() {
    List<Subject> subjects = new ArrayList<>();
    for (Drift drift : table.watch().drift()) {
      drift.by().ifPresent(by -> require(drift, by, Subjects::isTime, "date or timestamp"));
      if (drift.columns().isEmpty()) {
        Arrays.stream(schema.fields())
            .filter(field -> isMeant(drift, field))
            .forEach(field -> subjects.add(subject(drift, field, Openness.OPEN)));
      } else {
        drift.columns().forEach(column -> subjects.add(named(drift, column)));
      }
    }
    return subjects;
  }

  private Subject named(Drift drift, String column) {
    boolean category = drift.method() == Drift.Method.CATEGORY;
    StructField field =
        require(
            drift,
            column,
            type -> isMeasured(type) || category && type instanceof StringType,
            (category ? "string, " : "") + "number, boolean, date or timestamp");
    Openness openness = personal.test(field.name()) ? Openness.PERSONAL : Openness.OPEN;
    if (openness == Openness.PERSONAL && !category) {
      throw new ProjectException(
          "Cannot watch "
              + drift.method().word()
              + " of "
              + column
              + " in "
              + table.name()
              + ": it keeps limits between bins, which are values of the column, and these are"
              + " personal. Use method category, which keeps fingerprints.");
    }
    return subject(drift, field, openness);
  }

  private Subject subject(Drift drift, StructField field, Openness openness) {
    return new Subject(table.name(), field.name(), field.dataType(), drift, openness);
  }

  private StructField require(Drift drift, String column, Predicate<DataType> fits, String wanted) {
    StructField field =
        Arrays.stream(schema.fields())
            .filter(known -> known.name().equalsIgnoreCase(column))
            .findFirst()
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Cannot watch the drift of "
                            + table.name()
                            + ": there is no column '"
                            + column
                            + "'. It has "
                            + String.join(", ", schema.fieldNames())
                            + ". Correct 'drift' in its file."));
    if (!fits.test(field.dataType())) {
      throw new ProjectException(
          "Cannot watch the drift of "
              + table.name()
              + ": "
              + drift.method().word()
              + " by '"
              + column
              + "' needs "
              + wanted
              + ", and it is "
              + field.dataType().sql().toLowerCase(Locale.ROOT)
              + ". Correct 'drift' in its file.");
    }
    return field;
  }

  private boolean isMeant(Drift drift, StructField field) {
    DataType type = field.dataType();
    boolean known =
        drift.method() == Drift.Method.CATEGORY
            ? type instanceof StringType || type instanceof BooleanType
            : isMeasured(type);
    return known
        && !field.name().startsWith("_")
        && !isKey(field.name())
        && !namedBeside(drift).contains(field.name().toLowerCase(Locale.ROOT))
        && !personal.test(field.name());
  }

  private Set<String> namedBeside(Drift drift) {
    Set<String> named = new HashSet<>();
    for (Drift other : table.watch().drift()) {
      other.by().ifPresent(by -> named.add(by.toLowerCase(Locale.ROOT)));
      if (other.method() == drift.method()) {
        other.columns().forEach(column -> named.add(column.toLowerCase(Locale.ROOT)));
      }
    }
    return named;
  }

  /** A key differs from row to row, and so grows with the table. */
  private boolean isKey(String column) {
    Set<String> keys = new HashSet<>();
    if (table instanceof SilverTable silver) {
      keys.addAll(silver.keys());
    } else if (table instanceof GoldTable gold) {
      keys.addAll(gold.key());
    } else if (table instanceof FeatureView view) {
      keys.addAll(view.entity().keySet());
      keys.add(view.eventTime());
    }
    return keys.contains(column);
  }

  private static boolean isMeasured(DataType type) {
    return type instanceof NumericType || type instanceof BooleanType || isTime(type);
  }

  private static boolean isTime(DataType type) {
    return type instanceof DateType
        || type instanceof TimestampType
        || type instanceof TimestampNTZType;
  }
}
