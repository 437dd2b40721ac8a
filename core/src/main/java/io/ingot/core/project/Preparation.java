package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;

/**
 * What a column of a training set becomes for a model; learned from the training part alone.
 *
 * @param constant for impute: constant
 * @param size for encode: tfidf, how many terms are told apart
 */
@Doc("What a column becomes for a model")
public record Preparation(
    @Doc(
            "What stands for a null: mean, median, most_frequent, constant; rows with nulls stay"
                + " unless said")
        Optional<Impute> impute,
    @Doc("impute: constant: the value") Optional<String> constant,
    @Doc("standard, min_max or robust") Optional<Feature.Scaling> scale,
    @Doc("index, one_hot or tfidf") Optional<Encode> encode,
    @Doc("encode: tfidf: how many terms; 1000 unless said") int size) {
  public Preparation {
    Objects.requireNonNull(impute, "impute");
    Objects.requireNonNull(constant, "constant");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(encode, "encode");
    size = size == 0 ? 1000 : size;
    if (impute.isPresent() && (impute.get() == Impute.CONSTANT) == constant.isEmpty()) {
      throw new IllegalArgumentException("impute: constant goes with constant: VALUE.");
    }
    if (scale.isPresent() && encode.isPresent()) {
      throw new IllegalArgumentException("A column is scaled or encoded, not both.");
    }
    if (impute.isEmpty() && scale.isEmpty() && encode.isEmpty()) {
      throw new IllegalArgumentException("Say one of impute, scale, encode.");
    }
  }

  /** What stands for a null. */
  public enum Impute {
    MEAN,
    MEDIAN,
    MOST_FREQUENT,
    CONSTANT
  }

  /** How a text becomes numbers. */
  public enum Encode {
    /** The place of the value among those of the training part, the most frequent first. */
    INDEX,
    /** A 0 or 1 for each of those values. */
    ONE_HOT,
    /** How often each term occurs, weighed by how few texts of the training part have it. */
    TFIDF
  }
}
