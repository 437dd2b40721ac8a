package io.ingot.core.run;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;

/**
 * Takes a subject out of a place that is no table of the lake, such as an online store or an index
 * of documents; a job module offers it by {@link java.util.ServiceLoader}.
 */
public interface Eraser {
  /** The place in words, such as {@code online store redis}. */
  String place();

  /** How many entries of the subject the place holds; changes nothing. */
  long count(Project project, Lake lake, Subject subject);

  /**
   * Takes them out; again and again with the same end.
   *
   * @return how many were taken out
   */
  long erase(Project project, Lake lake, Subject subject);
}
