package io.ingot.app.demo;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** The sources of a sample project, running on parts that were started for it. */
public interface Sources extends AutoCloseable {
  /**
   * What the project's files refer to as {@code ${env:NAME}}, by name. There are secrets among the
   * values: hand them on, never print them.
   */
  Map<String, String> variables();

  /** The days, in order; asking for one makes its changes at the sources, once. */
  List<Supplier<DayChange>> days();

  @Override
  void close();
}
