package io.ingot.app.demo;

import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The folder that the shops deliver their sales to: CSV files with a header. */
final class SalesFiles {
  private final Path folder;

  SalesFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes {@code name} with these lines below the header. */
  void write(String name, List<String> lines) {
    write(name, lines, StandardCharsets.UTF_8);
  }

  /** The same in another character set. */
  void write(String name, List<String> lines, Charset charset) {
    List<String> all = new ArrayList<>(lines.size() + 1);
    all.add(String.join(",", Sale.COLUMNS));
    all.addAll(lines);
    try {
      Files.createDirectories(folder);
      // A file is taken once, so it must appear whole: written under a hidden name, then renamed.
      Path part = Files.write(folder.resolve("." + name + ".part"), all, charset);
      Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new SourceException(
          "Cannot write " + name + " to " + folder + ": " + e.getMessage(), e);
    }
  }

  /** Sales gathered by month, to become one file each, such as {@code 1997-01.csv}. */
  static final class Months implements Consumer<Sale> {
    private final SortedMap<YearMonth, List<String>> lines = new TreeMap<>();

    @Override
    public void accept(Sale sale) {
      lines
          .computeIfAbsent(YearMonth.from(sale.day()), month -> new ArrayList<>())
          .add(sale.line());
    }

    /** Writes the files and tells how many rows went into each month's. */
    SortedMap<YearMonth, Long> writeTo(SalesFiles files) {
      SortedMap<YearMonth, Long> rows = new TreeMap<>();
      lines.forEach(
          (month, sales) -> {
            files.write(month + ".csv", sales);
            rows.put(month, (long) sales.size());
          });
      return Collections.unmodifiableSortedMap(rows);
    }
  }
}
