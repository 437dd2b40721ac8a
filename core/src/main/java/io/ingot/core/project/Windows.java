package io.ingot.core.project;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The events that an aggregate is taken over.
 *
 * @param lengths each gives a column; none for one column over all events up to the row's time
 * @param where SQL condition on an event's columns
 */
public record Windows(
    @Key("windows")
        @Doc(
            "Windows that end with the row's day, hour or minute, such as [7d, 30d]; all events so"
                + " far unless said")
        List<Duration> lengths,
    @Doc("SQL condition: only these events count") Optional<String> where) {
  public Windows {
    lengths = List.copyOf(lengths);
    Objects.requireNonNull(where, "where");
    for (Duration length : lengths) {
      if (length.toMinutes() < 1 || !length.equals(Duration.ofMinutes(length.toMinutes()))) {
        throw new IllegalArgumentException(
            "Invalid window: "
                + length
                + ". Windows are whole minutes, hours or days, such as 7d.");
      }
    }
  }

  /** The columns that a name becomes: {@code name_7d} for each length, or the name itself. */
  List<String> outputs(String name) {
    return lengths.isEmpty()
        ? List.of(name)
        : lengths.stream().map(length -> name + "_" + Feature.length(length)).toList();
  }

  /** In words, such as {@code over 7d, 30d where amount > 0}. */
  String words() {
    String over =
        lengths.isEmpty()
            ? "over all events"
            : "over " + lengths.stream().map(Feature::length).collect(Collectors.joining(", "));
    return over + rows();
  }

  /** The same for conditions that are only spaced differently; no text where all events count. */
  String rows() {
    return where.map(rows -> " where " + SqlText.plain(rows)).orElse("");
  }
}
