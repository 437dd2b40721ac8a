package io.ingot.app.demo;

import static java.util.stream.Collectors.toCollection;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The lines below the headers of some files of a landing folder, and sums over them. */
record SalesLines(List<List<String>> lines) {
  static SalesLines in(Path folder, String... names) {
    List<List<String>> lines = new ArrayList<>();
    for (String name : names) {
      List<String> all = read(folder.resolve(name));
      all.stream().skip(1).map(line -> List.of(line.split(",", -1))).forEach(lines::add);
    }
    return new SalesLines(lines);
  }

  /** The names of all files in the folder, hidden ones included. */
  static Set<String> names(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).collect(toCollection(TreeSet::new));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static List<String> read(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  List<String> values(String column) {
    return lines.stream().map(line -> line.get(Sale.COLUMNS.indexOf(column))).toList();
  }

  BigDecimal sum(String column) {
    return values(column).stream().map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  int size() {
    return lines.size();
  }
}
