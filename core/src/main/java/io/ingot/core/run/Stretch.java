package io.ingot.core.run;

import io.ingot.core.batch.Window;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

/**
 * What a window covers of one line along which a source is read: {@code [lo, hi)}.
 *
 * @param line times, numbers, or one partition of a topic
 */
record Stretch(Line line, long lo, long hi) {
  private static final Map<Class<? extends Window>, Function<Window, List<Stretch>>> KINDS =
      Map.of(
          Window.Times.class, window -> times((Window.Times) window),
          Window.Numbers.class, window -> numbers((Window.Numbers) window),
          Window.Offsets.class, window -> offsets((Window.Offsets) window));

  Stretch {
    Objects.requireNonNull(line, "line");
  }

  /** The stretches of a window; none for one that has no order, such as files. */
  static List<Stretch> of(Window window) {
    return KINDS.getOrDefault(window.getClass(), unordered -> List.of()).apply(window);
  }

  private static List<Stretch> times(Window.Times window) {
    return List.of(
        new Stretch(
            Line.TIME,
            window.lo().map(Stretch::micros).orElse(Long.MIN_VALUE),
            micros(window.hi())));
  }

  private static List<Stretch> numbers(Window.Numbers window) {
    return List.of(new Stretch(Line.NUMBER, window.lo().orElse(Long.MIN_VALUE), window.hi()));
  }

  private static List<Stretch> offsets(Window.Offsets window) {
    return window.partitions().entrySet().stream()
        .map(
            part ->
                new Stretch(
                    Line.partition(part.getKey()), part.getValue().from(), part.getValue().to()))
        .toList();
  }

  private static long micros(Instant time) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, time);
  }

  /** A line along which a source is read, and how its positions are said. */
  record Line(String name, Unit unit) {
    static final Line TIME = new Line("time", Unit.MICROSECOND);
    static final Line NUMBER = new Line("number", Unit.ONE);

    /** By convention: {@code hi/} and more, where a window ended; at last a partition's number. */
    private static final Map<Class<? extends Window>, Function<String, Optional<Line>>> BOUNDS =
        Map.of(
            Window.Times.class, bound -> Optional.of(TIME).filter(line -> bound.startsWith("hi/")),
            Window.Numbers.class,
                bound -> Optional.of(NUMBER).filter(line -> bound.startsWith("hi/")),
            Window.Offsets.class, Line::ofPartition);

    static Line partition(int number) {
      return new Line("partition " + number, Unit.ONE);
    }

    /**
     * The line along which a bound of a table lies; empty for one that says something else.
     *
     * @param window one of the table's windows
     */
    static Optional<Line> of(String bound, Window window) {
      return BOUNDS.getOrDefault(window.getClass(), other -> Optional.empty()).apply(bound);
    }

    private static Optional<Line> ofPartition(String bound) {
      String number = bound.substring(bound.lastIndexOf('/') + 1);
      return number.matches("[0-9]{1,9}")
          ? Optional.of(partition(Integer.parseInt(number)))
          : Optional.empty();
    }

    String words(long position) {
      return position == Long.MIN_VALUE ? "start" : unit.words.apply(position);
    }
  }

  /** What a position counts. */
  enum Unit {
    MICROSECOND(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString()),
    ONE(Long::toString);

    private final LongFunction<String> words;

    Unit(LongFunction<String> words) {
      this.words = words;
    }
  }
}
