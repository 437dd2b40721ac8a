package io.ingot.core.project;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How a service's training sets are made.
 *
 * @param labels the rows that it is made for; empty where the command line says them
 * @param prepare what columns become for a model, by column
 * @param seed of the shuffle, the split by entity and the augmentation
 */
@Doc("How a service's training sets are made")
public record TrainingSet(
    @Doc("The rows that it is made for; --labels says others") Optional<Labels> labels,
    @Doc("heed: only values known at a row's time; ignore: whatever is known now; heed unless said")
        KnownTime knownTime,
    @Doc(
            "inclusive: a value at a row's very time counts; strict: only those before; inclusive"
                + " unless said")
        Edge at,
    @Doc("Which rows train and which validate; all train unless said") Optional<Split> split,
    @Doc("What columns become for a model, by column") Map<String, Preparation> prepare,
    @Doc("Further training rows whose text is changed a little") Optional<Augmentation> augment,
    @Doc("Seed of whatever chance decides; 0 unless said") long seed) {
  public TrainingSet {
    Objects.requireNonNull(labels, "labels");
    knownTime = knownTime == null ? KnownTime.HEED : knownTime;
    at = at == null ? Edge.INCLUSIVE : at;
    Objects.requireNonNull(split, "split");
    prepare = Collections.unmodifiableMap(new LinkedHashMap<>(prepare));
    Objects.requireNonNull(augment, "augment");
  }

  /** Of a service that says none of it. */
  public static TrainingSet usual() {
    return new TrainingSet(
        Optional.empty(),
        KnownTime.HEED,
        Edge.INCLUSIVE,
        Optional.empty(),
        Map.of(),
        Optional.empty(),
        0);
  }

  /** Whether a value has to have been known at a row's time. */
  public enum KnownTime {
    HEED,
    IGNORE
  }

  /** Whether a value at a row's very time counts. */
  public enum Edge {
    INCLUSIVE,
    STRICT
  }
}
