package io.ingot.features.score;

import java.util.List;
import java.util.Optional;

/**
 * What is kept beside a trained model; {@code metrics.json}. It holds no value of any row.
 *
 * @param rows where the training rows lie
 * @param definition digest of the service when its training set was made
 * @param checksum of the training set
 * @param wanted the columns that rows need to be scored
 * @param features what the model itself takes, after preparation
 * @param leftOut features that it cannot take, being neither numbers nor prepared
 * @param spark the version that trained it
 */
record ModelReport(
    String service,
    String rows,
    Optional<String> definition,
    Optional<String> checksum,
    String label,
    List<String> wanted,
    List<String> features,
    List<String> leftOut,
    Quality train,
    Quality validation,
    String spark) {
  ModelReport {
    wanted = List.copyOf(wanted);
    features = List.copyOf(features);
    leftOut = List.copyOf(leftOut);
  }
}
