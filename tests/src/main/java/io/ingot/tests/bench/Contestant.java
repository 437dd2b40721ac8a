package io.ingot.tests.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Who takes part, in the order of running and printing; each runs as a process of its own. */
enum Contestant {
  /** Ingot as a user starts it, with contract, quarantine, checks and the batch protocol. */
  INGOT {
    @Override
    List<String> command(Arena arena) {
      return ingot("run", arena);
    }

    @Override
    Optional<List<String>> rehearsal(Arena arena) {
      return Optional.of(ingot("validate", arena));
    }

    @Override
    Result result(Arena arena) {
      Path lake = arena.output(this).resolve("lake");
      return new Result(
          "delta",
          lake.resolve("bronze/events"),
          lake.resolve("silver/events"),
          lake.resolve("gold/daily"),
          Optional.of(lake.resolve("quarantine/events")));
    }
  },

  /** The job that an experienced engineer writes first. */
  SPARK {
    @Override
    List<String> command(Arena arena) {
      return arena.java(SparkJob.class, List.of(arena.input(), arena.output(this)));
    }

    @Override
    Result result(Arena arena) {
      return plain("delta", arena.output(this));
    }
  },

  /** The same work where no cluster is needed: DuckDB, Parquet files, no transactions. */
  DUCKDB {
    @Override
    List<String> command(Arena arena) {
      return arena.java(DuckDbJob.class, List.of(arena.input(), arena.output(this)));
    }

    @Override
    Result result(Arena arena) {
      return plain("parquet", arena.output(this));
    }
  };

  /** The command that does the whole work, from the CSV files to the gold table. */
  abstract List<String> command(Arena arena);

  /** Where the tables lie afterwards. */
  abstract Result result(Arena arena);

  /** Something to run unmeasured beforehand, so that a first start's work is not counted. */
  Optional<List<String>> rehearsal(Arena arena) {
    return Optional.empty();
  }

  /** The name on the command line and in the table. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * Reads the name.
   *
   * @throws IllegalArgumentException when nobody has it
   */
  static Contestant of(String word) {
    return Arrays.stream(values())
        .filter(contestant -> contestant.word().equals(word.strip()))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Unknown contestant: " + word + ". There are ingot, spark and duckdb."));
  }

  private static List<String> ingot(String verb, Arena arena) {
    return List.of(
        arena.house().resolve("bin/ingot").toString(),
        verb,
        "--project",
        arena.project().toString(),
        "--env",
        "dev");
  }

  private static Result plain(String format, Path output) {
    return new Result(
        format,
        output.resolve("bronze"),
        output.resolve("silver"),
        output.resolve("gold"),
        Optional.empty());
  }

  /**
   * The tables that a contestant leaves.
   *
   * @param format Spark's name of their format
   * @param quarantine the refused rows, where the contestant keeps them
   */
  record Result(String format, Path bronze, Path silver, Path gold, Optional<Path> quarantine) {}
}
