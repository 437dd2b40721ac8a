package io.ingot.features.online;

import io.ingot.core.error.FencedException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far a view was pushed, as Redis itself keeps it: whoever loses the values loses this too, and
 * the next push is a full one.
 *
 * @param line the line of pushes that it belongs to; each full push begins one
 * @param done what the last push that ended well left; empty while a line has had none
 */
record Marker(long line, Optional<Done> done) {
  /**
   * A push that ended well.
   *
   * @param version the table's version that it read
   * @param now the moment that it served
   * @param table what it knew the table by, see {@link Footing}
   * @param run its id
   * @param rows how many keys it sent
   */
  record Done(long version, Instant now, Footing table, String run, long rows) {}

  /** The marker of a view; empty where Redis has none. */
  static Optional<Marker> read(Redis redis, String served, String view) {
    Map<String, String> held = new HashMap<>();
    redis
        .ask(client -> client.hgetAll(Fields.marker(served, view)))
        .forEach((field, value) -> held.put(Fields.text(field), Fields.text(value)));
    if (!held.containsKey("line")) {
      return Optional.empty();
    }
    return Optional.of(
        new Marker(
            Long.parseLong(held.get("line")),
            held.containsKey("version") ? Optional.of(done(held)) : Optional.empty()));
  }

  private static Done done(Map<String, String> held) {
    return new Done(
        Long.parseLong(held.get("version")),
        instant(Long.parseLong(held.get("now"))),
        new Footing(held.get("table"), Integer.parseInt(held.get("generation")), held.get("shape")),
        held.get("run"),
        Long.parseLong(held.get("rows")));
  }

  /** Begins a line; pushes of earlier ones no longer count from then on. */
  static long begin(Redis redis, String served, String view) {
    Object line =
        redis.ask(client -> Script.of("begin").run(client, Fields.marker(served, view), List.of()));
    return Long.parseLong(Fields.text((byte[]) line));
  }

  /**
   * Notes a push of which every part was acknowledged.
   *
   * @throws FencedException when a newer line has begun
   */
  static void finish(Redis redis, String served, String view, long line, Done done) {
    List<byte[]> arguments = new ArrayList<>();
    List.of(
            Long.toString(line),
            Long.toString(done.version()),
            Long.toString(micros(done.now())),
            "table",
            done.table().tableId(),
            "generation",
            Integer.toString(done.table().generation()),
            "shape",
            done.table().shape(),
            "run",
            done.run(),
            "rows",
            Long.toString(done.rows()))
        .forEach(text -> arguments.add(Fields.utf8(text)));
    Object written =
        redis.ask(
            client -> Script.of("finish").run(client, Fields.marker(served, view), arguments));
    if (!Long.valueOf(1).equals(written)) {
      throw fenced(view);
    }
  }

  /**
   * Makes sure that a line still counts.
   *
   * @throws FencedException when a newer one has begun, or the marker is gone
   */
  static void requireLine(Redis redis, String served, String view, long line) {
    byte[] held =
        redis.ask(client -> client.hget(Fields.marker(served, view), Fields.utf8("line")));
    if (held == null || Long.parseLong(Fields.text(held)) != line) {
      throw fenced(view);
    }
  }

  private static FencedException fenced(String view) {
    return new FencedException(
        "Stopped the push of features."
            + view
            + ": another one began to push the whole view since, or all was rebuilt. What was"
            + " served stays right; run it again when that one has ended.");
  }

  static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  static Instant instant(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
  }
}
