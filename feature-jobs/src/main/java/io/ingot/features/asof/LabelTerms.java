package io.ingot.features.asof;

import io.ingot.core.project.TrainingSet;
import java.util.Objects;

/**
 * What a label row's time means for the values that it gets.
 *
 * @param time the labels' column with their time: a timestamp; a date, which means its first moment
 *     in UTC; or a timestamp without time zone, which means UTC
 * @param knownTime whether a value has to have been known at that time
 * @param at whether a value at that very time counts
 */
public record LabelTerms(String time, TrainingSet.KnownTime knownTime, TrainingSet.Edge at) {
  public LabelTerms {
    Objects.requireNonNull(time, "time");
    Objects.requireNonNull(knownTime, "knownTime");
    Objects.requireNonNull(at, "at");
  }

  /** Values known at the label's time count, those at its very time too. */
  public static LabelTerms usual(String time) {
    return new LabelTerms(time, TrainingSet.KnownTime.HEED, TrainingSet.Edge.INCLUSIVE);
  }

  boolean heedsKnownTime() {
    return knownTime == TrainingSet.KnownTime.HEED;
  }

  boolean isStrict() {
    return at == TrainingSet.Edge.STRICT;
  }
}
