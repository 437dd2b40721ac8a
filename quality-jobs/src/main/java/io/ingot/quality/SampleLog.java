package io.ingot.quality;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.TableName;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Rows that broke checks: JSON lines in {@code _ingot/samples/<table>/<run>.json}, of batches that
 * were refused too.
 */
final class SampleLog {
  /** How long a sample is kept. */
  static final Duration KEPT = Duration.ofDays(30);

  private static final String ROOT = "samples";
  private static final String ENDING = ".json";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("yyyyMMdd").withZone(ZoneOffset.UTC);

  private final Lake lake;

  SampleLog(Lake lake) {
    this.lake = lake;
  }

  /** Keeps the samples of one table's stage in place of those that the run kept of it before. */
  void keep(TableName table, String run, List<KeptSample> samples) {
    if (!samples.isEmpty()) {
      lake.files()
          .put(
              folder(table) + "/" + run + ENDING,
              samples.stream().map(Json::write).collect(Collectors.joining("\n")));
    }
  }

  /** The tables of which samples are kept. */
  Set<TableName> tables() {
    return lake.files().folders(ROOT).stream()
        .flatMap(name -> TableName.parse(name).stream())
        .filter(table -> !lake.files().list(folder(table)).isEmpty())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The samples of some tables, the newest first; those of one check in their order. */
  List<KeptSample> of(Set<TableName> tables) {
    return tables.stream()
        .flatMap(table -> files(table).stream().flatMap(file -> in(table, file).stream()))
        .sorted(Comparator.comparing(KeptSample::at).reversed())
        .toList();
  }

  /** Takes away all samples of a table. */
  void drop(TableName table) {
    lake.files().delete(folder(table));
  }

  /** Takes away what is older than it is kept. */
  void prune(Instant now) {
    Instant oldest = now.minus(KEPT);
    for (TableName table : tables()) {
      for (String file : files(table)) {
        if (isBefore(table, file, oldest)) {
          lake.files().delete(folder(table) + "/" + file);
        }
      }
    }
  }

  /** The name of a run begins with its day; only of another name the samples are asked. */
  private boolean isBefore(TableName table, String file, Instant oldest) {
    if (file.matches("\\d{8}T\\d{9}-.*")) {
      return file.substring(0, 8).compareTo(DAY.format(oldest)) < 0;
    }
    return in(table, file).stream().allMatch(sample -> sample.at().isBefore(oldest));
  }

  private List<String> files(TableName table) {
    return lake.files().list(folder(table)).stream().filter(n -> n.endsWith(ENDING)).toList();
  }

  private List<KeptSample> in(TableName table, String file) {
    Optional<String> text = lake.files().read(folder(table) + "/" + file);
    return text.stream()
        .flatMap(lines -> Arrays.stream(lines.split("\n")))
        .filter(line -> !line.isBlank())
        .map(line -> Json.read(line, KeptSample.class))
        .toList();
  }

  private static String folder(TableName table) {
    return ROOT + "/" + table;
  }
}
