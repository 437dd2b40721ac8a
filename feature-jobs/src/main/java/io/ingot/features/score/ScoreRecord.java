package io.ingot.features.score;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What is kept beside scored rows; {@code _score.json}. It holds no value of any row.
 *
 * @param model the model's folder
 * @param metricsSha256 of the model's {@code metrics.json}; empty of a model that Ingot did not
 *     train
 * @param definition digest of the service when the model's training set was made
 * @param checksum of that training set
 * @param from what was scored: a table and its version, or a folder
 * @param unscored rows that lack a value which the model wants; their answers are null
 */
record ScoreRecord(
    String service,
    String model,
    Optional<String> metricsSha256,
    Optional<String> definition,
    Optional<String> checksum,
    String from,
    String format,
    List<String> columns,
    long rows,
    long unscored,
    Instant at) {
  ScoreRecord {
    columns = List.copyOf(columns);
  }
}
