package io.ingot.quality.alert;

import io.ingot.core.batch.Json;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The troubles that one channel knows of, kept in the lake: a small file for each table that has
 * any. Runs of different tables never write the same file, and those of one table take turns.
 */
final class ToldTroubles {
  private static final String END = ".json";

  private final LakeFiles files;
  private final String folder;

  /**
   * @param who looks at the tables; each knows only what it told itself
   */
  ToldTroubles(LakeFiles files, Project project, String who, String channel) {
    this.files = files;
    this.folder =
        Stream.of("alerts", project.name(), project.environment(), who, channel)
            .map(ToldTroubles::inAPath)
            .collect(Collectors.joining("/"));
  }

  /** All of them. */
  List<OpenTrouble> read() {
    return files.list(folder).stream()
        .filter(name -> name.endsWith(END))
        .flatMap(name -> files.read(folder + "/" + name).stream())
        .flatMap(text -> Json.read(text, Page.class).troubles().stream())
        .toList();
  }

  /** Keeps what became of those that were read before. */
  void keep(Collection<OpenTrouble> before, Collection<OpenTrouble> now) {
    Map<TableName, List<OpenTrouble>> old = byTable(before);
    Map<TableName, List<OpenTrouble>> kept = byTable(now);
    TreeSet<TableName> tables = new TreeSet<>(old.keySet());
    tables.addAll(kept.keySet());
    for (TableName table : tables) {
      String file = folder + "/" + table + END;
      if (!kept.containsKey(table)) {
        files.delete(file);
      } else if (!kept.get(table).equals(old.get(table))) {
        files.put(file, Json.write(new Page(kept.get(table))));
      }
    }
  }

  private static Map<TableName, List<OpenTrouble>> byTable(Collection<OpenTrouble> troubles) {
    return troubles.stream()
        .collect(
            Collectors.groupingBy(
                trouble -> trouble.notice().table(), TreeMap::new, Collectors.toList()));
  }

  /** A channel may be called what its project likes. */
  private static String inAPath(String name) {
    return URLEncoder.encode(name, StandardCharsets.UTF_8).replace(".", "%2E").replace("*", "%2A");
  }

  /** What one file holds. */
  private record Page(List<OpenTrouble> troubles) {
    Page {
      troubles = List.copyOf(troubles);
    }
  }
}
