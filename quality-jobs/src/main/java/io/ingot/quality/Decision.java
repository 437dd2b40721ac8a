package io.ingot.quality;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import java.util.Optional;

/**
 * What became of a check.
 *
 * @param check the check in the words of the project's file
 * @param ruling how it ended
 * @param value the metric that it was judged by: a share, or a number of rows
 */
record Decision(String check, Ruling ruling, double value) {
  boolean broken() {
    return ruling != Ruling.PASSED;
  }

  Verdict verdict(String measured, Optional<String> example) {
    return new Verdict(check, ruling, measured, example);
  }
}
