package io.ingot.core.batch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The part of a source that one batch takes; decided before the first row is read. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Window.Times.class, name = "times"),
  @JsonSubTypes.Type(value = Window.Numbers.class, name = "numbers"),
  @JsonSubTypes.Type(value = Window.Files.class, name = "files"),
  @JsonSubTypes.Type(value = Window.Offsets.class, name = "offsets"),
  @JsonSubTypes.Type(value = Window.Whole.class, name = "whole"),
  @JsonSubTypes.Type(value = Window.Keys.class, name = "keys")
})
public sealed interface Window {
  /** The window in words for a person, without values of rows. */
  String describe();

  /**
   * Rows whose time lies in {@code [lo, hi)}, to the microsecond.
   *
   * @param lo empty for the first window of all
   */
  record Times(Optional<Instant> lo, Instant hi) implements Window {
    public Times {
      Objects.requireNonNull(lo, "lo");
      Objects.requireNonNull(hi, "hi");
    }

    @Override
    public String describe() {
      return "[" + lo.map(Instant::toString).orElse("start") + ", " + hi + ")";
    }
  }

  /**
   * Rows whose number lies in {@code [lo, hi)}.
   *
   * @param lo empty for the first window of all
   */
  record Numbers(Optional<Long> lo, long hi) implements Window {
    public Numbers {
      Objects.requireNonNull(lo, "lo");
    }

    @Override
    public String describe() {
      return "[" + lo.map(String::valueOf).orElse("start") + ", " + hi + ")";
    }
  }

  /** Whole files, each as it was when it was listed. */
  record Files(List<SourceFile> files) implements Window {
    public Files {
      files = List.copyOf(files);
    }

    @Override
    public String describe() {
      return files.size()
          + (files.size() == 1 ? " file, " : " files, ")
          + files.stream().mapToLong(SourceFile::bytes).sum()
          + " bytes";
    }
  }

  /**
   * Messages of a topic's partitions.
   *
   * @param topicId the cluster's id of the topic, which one that is created anew does not keep;
   *     empty where the cluster gives none
   * @param partitions by partition number, each that has messages to take or is met for the first
   *     time
   */
  record Offsets(Optional<String> topicId, Map<Integer, Range> partitions) implements Window {
    public Offsets {
      Objects.requireNonNull(topicId, "topicId");
      partitions = Collections.unmodifiableMap(new TreeMap<>(partitions));
    }

    /** Offsets {@code [from, to)}. */
    public record Range(long from, long to) {
      public Range {
        if (from < 0 || to < from) {
          throw new IllegalArgumentException("Invalid offsets: [" + from + ", " + to + ").");
        }
      }

      long size() {
        return to - from;
      }
    }

    /** Number of offsets; some may hold no record. */
    public long size() {
      return partitions.values().stream().mapToLong(Range::size).sum();
    }

    /**
     * The beginning of each partition, so that all together are no more than this many offsets;
     * each partition's share is that of its backlog.
     */
    public Offsets atMost(long offsets) {
      long size = size();
      if (size <= offsets) {
        return this;
      }
      Map<Integer, Range> shares = new TreeMap<>();
      BigInteger before = BigInteger.ZERO;
      for (Map.Entry<Integer, Range> part : partitions.entrySet()) {
        Range range = part.getValue();
        BigInteger after = before.add(BigInteger.valueOf(range.size()));
        long share = share(after, offsets, size) - share(before, offsets, size);
        shares.put(part.getKey(), new Range(range.from(), range.from() + share));
        before = after;
      }
      return new Offsets(topicId, shares);
    }

    /**
     * Shares are cut from the running sum, so that what rounding takes from one goes to another.
     */
    private static long share(BigInteger upTo, long offsets, long size) {
      return upTo.multiply(BigInteger.valueOf(offsets))
          .divide(BigInteger.valueOf(size))
          .longValueExact();
    }

    @Override
    public String describe() {
      return partitions.entrySet().stream()
          .map(
              part ->
                  part.getKey() + ":[" + part.getValue().from() + ", " + part.getValue().to() + ")")
          .collect(Collectors.joining(" "));
    }
  }

  /**
   * All that a source holds.
   *
   * @param at when it was asked, by the source's clock
   */
  record Whole(Instant at) implements Window {
    public Whole {
      Objects.requireNonNull(at, "at");
    }

    @Override
    public String describe() {
      return "all at " + at;
    }
  }

  /**
   * The keys that a source holds, to find those that it holds no more.
   *
   * @param at when it was asked, by the source's clock
   */
  record Keys(Instant at) implements Window {
    public Keys {
      Objects.requireNonNull(at, "at");
    }

    @Override
    public String describe() {
      return "keys at " + at;
    }
  }
}
