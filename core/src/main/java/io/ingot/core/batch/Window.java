package io.ingot.core.batch;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The part of a source that one batch takes; decided before the first row is read. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Window.Times.class, name = "times"),
  @JsonSubTypes.Type(value = Window.Numbers.class, name = "numbers"),
  @JsonSubTypes.Type(value = Window.Files.class, name = "files")
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
}
