package io.ingot.app;

import io.ingot.core.cli.Console;
import io.ingot.core.cli.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Runs a tiny project of every layer, so that the JVM that makes the AppCDS archive at build time
 * has loaded the classes that a real run loads.
 */
public final class Rehearsal {
  private Rehearsal() {}

  /** Takes one word: an empty folder to play in. */
  public static void main(String[] words) throws IOException {
    Path folder = Path.of(words[0]);
    write(
        folder,
        "ingot.yml",
        "name: rehearsal\nlake: lake\nconnections:\n  in: {type: files, root: in}\n");
    write(
        folder,
        "bronze/item.yml",
        "source: {connection: in, path: '*.csv', format: csv, settle: 0s}\n");
    write(
        folder,
        "silver/item.yml",
        """
        from: bronze.item
        columns:
          id: {type: bigint, key: true}
          amount: {type: "decimal(10,2)", min: 0}
          day: {type: date}
        write: {mode: merge}
        checks: [{complete: day}]
        """);
    write(folder, "gold/total.yml", "write: {mode: replace}\n");
    write(
        folder,
        "gold/total.sql",
        "SELECT day, sum(amount) AS amount FROM silver.item GROUP BY day\n");
    write(
        folder,
        "features/item.yml",
        """
        entity: {id: bigint}
        from: silver.item
        event_time: day
        features:
          spend: {sum: amount, windows: [7d], scale: standard}
        training: {validation_from: 2026-01-03}
        """);
    write(
        folder, "in/1.csv", "id,amount,day\n1,1.5,2026-01-01\n2,-1,2026-01-02\n3,2.5,2026-01-04\n");
    run(folder);
    write(folder, "in/2.csv", "id,amount,day\n1,2.5,2026-01-01\n4,1,2026-01-02\n4,1,2026-01-02\n");
    run(folder);
  }

  private static void run(Path folder) {
    new Launcher(Launcher.verbs(), Console.ofProcess())
        .launch("run", "--project", folder.toString());
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
