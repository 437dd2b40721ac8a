package io.ingot.quality.state;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.crc32;
import static org.apache.spark.sql.functions.input_file_name;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.pmod;
import static org.apache.spark.sql.functions.substring_index;

import io.ingot.core.lake.DataFile;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * Files that are measured together in one pass: by partition, or where there are none by a number
 * made of the file's name, so that one file that is written anew does not cost the whole table.
 *
 * @param keys columns of the rows of the files by which they are grouped
 * @param files the names of a group's files by the values of its keys
 */
record FileGroups(List<Column> keys, Map<Row, Set<String>> files) {
  private static final int GROUPS = 16;

  static FileGroups of(Collection<DataFile> files, List<String> partitionColumns) {
    if (!partitionColumns.isEmpty()) {
      return new FileGroups(
          partitionColumns.stream().map(name -> col("`" + name.replace("`", "``") + "`")).toList(),
          grouped(files, DataFile::partition));
    }
    // Spark may write other characters of a name in its own way.
    boolean plain = files.stream().allMatch(file -> last(file).matches("[A-Za-z0-9._=-]+"));
    return new FileGroups(
        List.of(plain ? number() : lit(0L)),
        grouped(files, file -> RowFactory.create(plain ? number(file) : 0L)));
  }

  private static Map<Row, Set<String>> grouped(
      Collection<DataFile> files, Function<DataFile, Row> key) {
    Map<Row, Set<String>> groups = new HashMap<>();
    files.forEach(
        file -> groups.computeIfAbsent(key.apply(file), any -> new TreeSet<>()).add(file.name()));
    return groups;
  }

  private static Column number() {
    return pmod(
        crc32(substring_index(input_file_name(), "/", -1).cast("binary")), lit((long) GROUPS));
  }

  private static long number(DataFile file) {
    CRC32 sum = new CRC32();
    sum.update(last(file).getBytes(StandardCharsets.UTF_8));
    return sum.getValue() % GROUPS;
  }

  /** Without its folder, and without what tells which of its rows are deleted. */
  private static String last(DataFile file) {
    String path = file.name().replaceFirst("#.*", "");
    return path.substring(path.lastIndexOf('/') + 1);
  }
}
