package io.ingot.core.project;

import java.util.Comparator;
import java.util.Objects;

/**
 * One mistake in a project's files.
 *
 * @param file path of the file, relative to the project's folder
 * @param line line of the mistake, counted from 1
 * @param column column of the mistake, counted from 1
 * @param message what is wrong and what to write instead
 */
public record Problem(String file, int line, int column, String message)
    implements Comparable<Problem> {
  public Problem {
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(message, "message");
  }

  @Override
  public int compareTo(Problem other) {
    return Comparator.comparing(Problem::file)
        .thenComparingInt(Problem::line)
        .thenComparingInt(Problem::column)
        .thenComparing(Problem::message)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column + ": " + message;
  }
}
