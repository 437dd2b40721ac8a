package io.ingot.core.lake;

import java.util.Map;
import java.util.Objects;

/**
 * What a commit says about itself, in the same log entry as its data.
 *
 * @param writer the transaction id of the table's line of batches, {@code
 *     ingot/<env>/<table>#<generation>}
 * @param batch the dense number, 0, 1, 2 ...
 * @param bounds further numbers that live as long as the table does, by a name below {@code writer}
 * @param record a JSON text for readers of the history; it goes when the log is cleaned
 */
public record CommitMark(String writer, long batch, Map<String, Long> bounds, String record) {
  public CommitMark {
    Objects.requireNonNull(writer, "writer");
    Objects.requireNonNull(record, "record");
    bounds = Map.copyOf(bounds);
  }

  /** The transaction id of the generation after this one. */
  String next() {
    int hash = writer.lastIndexOf('#') + 1;
    return writer.substring(0, hash) + (Integer.parseInt(writer.substring(hash)) + 1);
  }
}
