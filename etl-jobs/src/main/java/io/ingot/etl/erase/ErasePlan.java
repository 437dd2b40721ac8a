package io.ingot.etl.erase;

import io.ingot.core.batch.Erasure;
import io.ingot.core.project.TableName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an erasure would do; holds no value of the subject.
 *
 * @param column that tells the subject
 * @param parts rows that are taken out, or in a quarantine forgotten, by table
 * @param recomputed tables that are computed from those and follow them
 * @param places entries of the subject outside of the tables, by place
 * @param versions of the tables now: these and earlier ones hold the subject until they are
 *     vacuumed
 * @param limits what is not reached
 */
record ErasePlan(
    String column,
    List<Erasure.Part> parts,
    List<TableName> recomputed,
    Map<String, Long> places,
    Map<TableName, Long> versions,
    List<String> limits) {
  ErasePlan {
    parts = List.copyOf(parts);
    recomputed = List.copyOf(recomputed);
    places = Collections.unmodifiableMap(new TreeMap<>(places));
    versions = Collections.unmodifiableMap(new TreeMap<>(versions));
    limits = List.copyOf(limits);
  }

  /** Whether the subject is nowhere. */
  boolean isIdle() {
    return parts.isEmpty() && places.values().stream().allMatch(entries -> entries == 0);
  }
}
