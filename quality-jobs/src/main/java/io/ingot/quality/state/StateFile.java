package io.ingot.quality.state;

import io.ingot.core.batch.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * Chunks as a file of lines: the first tells what they are good for, each further one is a chunk.
 *
 * @param origin whose they are
 * @param chunks what was measured
 */
record StateFile(Origin origin, List<Chunk> chunks) {
  StateFile {
    Objects.requireNonNull(origin, "origin");
    chunks = List.copyOf(chunks);
  }

  String text() {
    String body = chunks.stream().map(Json::write).collect(Collectors.joining("\n"));
    return Json.write(new Head(origin, checksum(body))) + "\n" + body;
  }

  /** Reads a file; empty where it is not whole, or somebody else's. */
  static Optional<StateFile> read(String text) {
    int end = text.indexOf('\n');
    if (end < 0) {
      return Optional.empty();
    }
    String body = text.substring(end + 1);
    try {
      return Optional.ofNullable(Json.read(text.substring(0, end), Head.class))
          .filter(head -> head.checksum().equals(checksum(body)))
          .map(head -> new StateFile(head.origin(), chunks(body)));
    } catch (IllegalArgumentException e) {
      // What cannot be read is measured again.
      return Optional.empty();
    }
  }

  private static List<Chunk> chunks(String body) {
    return Stream.of(body.split("\n")).map(line -> Json.read(line, Chunk.class)).toList();
  }

  private static String checksum(String body) {
    CRC32C sum = new CRC32C();
    sum.update(body.getBytes(StandardCharsets.UTF_8));
    return Long.toHexString(sum.getValue());
  }

  /**
   * What states are good for.
   *
   * @param format how they are written; another number for any change of Ingot's or Deequ's bytes
   * @param spark the version of Spark that measured, which decides what some bytes mean
   * @param tableId Delta's id of the table
   */
  record Origin(int format, String spark, String tableId) {
    private static final int FORMAT = 1;

    Origin {
      Objects.requireNonNull(spark, "spark");
      Objects.requireNonNull(tableId, "tableId");
    }

    static Origin now(String spark, String tableId) {
      return new Origin(FORMAT, spark, tableId);
    }
  }

  /** The first line. */
  record Head(Origin origin, String checksum) {
    Head {
      Objects.requireNonNull(origin, "origin");
      Objects.requireNonNull(checksum, "checksum");
    }
  }
}
