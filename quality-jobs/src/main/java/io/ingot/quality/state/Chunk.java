package io.ingot.quality.state;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What was measured of some files together.
 *
 * @param files their names, all of one partition
 * @param states by the aggregate's key
 */
record Chunk(Set<String> files, Map<String, String> states) {
  Chunk {
    // In order, so that the same chunk is the same text.
    files = new TreeSet<>(files);
    states = new TreeMap<>(states);
  }
}
