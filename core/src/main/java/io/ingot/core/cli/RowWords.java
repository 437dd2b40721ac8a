package io.ingot.core.cli;

import io.ingot.core.batch.Pick;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which refused rows were said.
 *
 * @param pick by what they are
 * @param extent whether all were meant, or nothing was said of that
 * @param limit how many are to be shown
 */
record RowWords(Pick pick, Extent extent, Optional<Integer> limit) {
  RowWords {
    Objects.requireNonNull(pick, "pick");
    Objects.requireNonNull(extent, "extent");
    Objects.requireNonNull(limit, "limit");
  }

  static RowWords nothingSaid() {
    return new RowWords(Pick.all(), Extent.UNSAID, Optional.empty());
  }

  RowWords rule(String said) {
    return with(new Pick(and(pick.rules(), said), pick.columns(), pick.batches(), pick.ids()));
  }

  RowWords column(String said) {
    return with(new Pick(pick.rules(), and(pick.columns(), said), pick.batches(), pick.ids()));
  }

  RowWords batch(long said) {
    return with(new Pick(pick.rules(), pick.columns(), and(pick.batches(), said), pick.ids()));
  }

  RowWords id(String said) {
    return with(new Pick(pick.rules(), pick.columns(), pick.batches(), and(pick.ids(), said)));
  }

  RowWords everything() {
    return new RowWords(pick, Extent.ALL, limit);
  }

  RowWords limit(int said) {
    return new RowWords(pick, extent, Optional.of(said));
  }

  private RowWords with(Pick said) {
    return new RowWords(said, extent, limit);
  }

  private static <T> List<T> and(List<T> before, T said) {
    return Stream.concat(before.stream(), Stream.of(said)).toList();
  }

  /** Whether all rows were meant in so many words. */
  enum Extent {
    UNSAID,
    ALL
  }
}
