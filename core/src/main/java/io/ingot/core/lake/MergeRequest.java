package io.ingot.core.lake;

import java.util.List;
import java.util.Objects;

/**
 * An upsert by key. A row that is there is replaced only by one that is newer by {@code order} and
 * differs in a {@code compared} column, so that a replay changes nothing.
 *
 * @param keys columns that tell rows apart; never null in the source
 * @param order columns whose tuple tells which row is newer
 * @param compared columns that make a row different
 * @param pruning SQL predicates over {@code t.<column>} that every matching row fulfils; they spare
 *     the files outside
 */
public record MergeRequest(
    List<String> keys, List<String> order, List<String> compared, List<String> pruning) {
  public MergeRequest {
    keys = List.copyOf(keys);
    order = List.copyOf(order);
    compared = List.copyOf(compared);
    pruning = List.copyOf(pruning);
    Objects.checkIndex(0, keys.size());
    Objects.checkIndex(0, order.size());
  }
}
