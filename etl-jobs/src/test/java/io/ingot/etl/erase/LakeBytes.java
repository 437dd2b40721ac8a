package io.ingot.etl.erase;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Every file below a folder, by its bytes and, where it is Parquet, by its rows. */
final class LakeBytes {
  private LakeBytes() {}

  /** The files that hold one of some texts, each with the text; their names count too. */
  static List<String> holding(Path folder, List<String> texts) {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        String all = folder.relativize(file) + "\n" + bytes(file) + "\n" + rows(file);
        texts.stream()
            .filter(all::contains)
            .forEach(text -> found.add(folder.relativize(file) + " holds " + text));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }

  private static String bytes(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
  }

  private static String rows(Path file) throws IOException {
    if (!file.toString().endsWith(".parquet")) {
      return "";
    }
    StringBuilder rows = new StringBuilder();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
            .withConf(new Configuration())
            .build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.append(row).append('\n');
      }
    }
    return rows.toString();
  }
}
