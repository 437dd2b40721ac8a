package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.BronzeColumns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * The columns that files of differing heads have together. Where types differ, the narrowest that
 * holds all values is taken; what the table has already stays as it is. Files whose columns do not
 * fit, of the rarer heads first, are set aside.
 */
final class FileColumns {
  private final Map<String, DataType> common = new HashMap<>();
  private final Set<String> ofTable = new HashSet<>();
  private final Set<String> ofSource = new HashSet<>();
  private final List<Group> groups = new ArrayList<>();
  private final List<Damage> damaged = new ArrayList<>();

  private FileColumns() {}

  /**
   * @param table its columns now
   */
  static FileColumns of(Survey survey, StructType table) {
    FileColumns columns = new FileColumns();
    for (StructField field : table.asNullable().fields()) {
      columns.common.put(key(field.name()), field.dataType());
      columns.ofTable.add(key(field.name()));
    }
    BronzeColumns.ofSource(table.fieldNames()).forEach(name -> columns.ofSource.add(key(name)));
    columns.damaged.addAll(survey.damaged());
    survey.heads().entrySet().stream()
        .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
        .forEach(entry -> columns.add(entry.getKey(), entry.getValue()));
    return columns;
  }

  private void add(StructType head, List<SourceFile> files) {
    try {
      StructType held = ColumnNames.held(head);
      requireKnown(held);
      Map<String, DataType> fitted = new HashMap<>();
      for (StructField field : held.fields()) {
        fitted.put(key(field.name()), fitted(field));
      }
      common.putAll(fitted);
      groups.add(new Group(head, held, files));
    } catch (DamagedFile e) {
      files.forEach(file -> damaged.add(Damage.of(file, e)));
    }
  }

  /** A file that lost its header would make names of its first record's values. */
  private void requireKnown(StructType held) throws DamagedFile {
    boolean strange =
        Arrays.stream(held.fieldNames()).noneMatch(name -> ofSource.contains(key(name)));
    if (strange && !held.isEmpty() && !ofSource.isEmpty()) {
      throw new DamagedFile(
          Flaw.HEADER,
          "none of its columns is one that the files before had; is its header there?");
    }
  }

  private DataType fitted(StructField field) throws DamagedFile {
    DataType there = common.get(key(field.name()));
    if (there == null) {
      return field.dataType();
    }
    boolean fixed = ofTable.contains(key(field.name()));
    Optional<DataType> both =
        Widening.common(there, field.dataType()).filter(type -> !fixed || type.equals(there));
    return both.orElseThrow(
        () ->
            new DamagedFile(
                Flaw.BAD_FILE,
                "its column "
                    + field.name()
                    + " is "
                    + field.dataType().sql()
                    + ", which does not fit "
                    + there.sql()
                    + (fixed ? " in the table" : " in the other files")));
  }

  /** Files that fit, by their heads. */
  List<Group> groups() {
    return List.copyOf(groups);
  }

  /** Files that are set aside. */
  List<Damage> damaged() {
    return List.copyOf(damaged);
  }

  /** A group's columns by the names and types that they have in the table. */
  List<Column> select(Group group) {
    List<Column> selected = new ArrayList<>();
    String[] names = group.held().fieldNames();
    for (int i = 0; i < names.length; i++) {
      selected.add(
          BronzeColumns.named(group.head().fieldNames()[i])
              .cast(common.get(key(names[i])))
              .as(names[i]));
    }
    return selected;
  }

  private static String key(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  /**
   * Files with the same head.
   *
   * @param head columns as the files name and type them
   * @param held the same columns by names that a table can hold
   */
  record Group(StructType head, StructType held, List<SourceFile> files) {
    Group {
      files = List.copyOf(files);
    }

    /** The columns of rows that the head does not tell. */
    List<String> others(String[] columns) {
      Set<String> own = Set.of(head.fieldNames());
      return Arrays.stream(columns).filter(column -> !own.contains(column)).toList();
    }
  }
}
