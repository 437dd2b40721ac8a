package io.ingot.etl.erase;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Subject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A store beside the lake that others write to: files in the project's folder say what it holds and
 * how many pushes are on their way, each of which arrives once the subject was taken out.
 */
public final class FedStore implements Eraser {
  private static final String HELD = "store.held";
  private static final String COMING = "store.coming";

  /** For {@link java.util.ServiceLoader}. */
  public FedStore() {}

  /** What it holds, and what comes. */
  static void fill(Path folder, long held, long coming) {
    write(folder.resolve(HELD), held);
    write(folder.resolve(COMING), coming);
  }

  static long held(Path folder) {
    return read(folder.resolve(HELD));
  }

  @Override
  public String place() {
    return "fed store";
  }

  @Override
  public long count(Project project, Lake lake, Subject subject) {
    return held(project.folder());
  }

  @Override
  public long erase(Project project, Lake lake, Subject subject) {
    long held = held(project.folder());
    long coming = read(project.folder().resolve(COMING));
    if (held + coming > 0) {
      fill(project.folder(), Math.min(coming, 1), Math.max(coming - 1, 0));
    }
    return held;
  }

  private static void write(Path file, long number) {
    try {
      Files.writeString(file, Long.toString(number));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long read(Path file) {
    try {
      return Files.exists(file) ? Long.parseLong(Files.readString(file)) : 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
