package io.ingot.quality;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Subject;
import io.ingot.quality.state.KeptStates;

/**
 * Takes away what is known of tables' files, since a least or a greatest value may be a subject's.
 * It is measured again by whoever asks next.
 */
public final class StateEraser implements Eraser {
  /** For {@link java.util.ServiceLoader}. */
  public StateEraser() {}

  @Override
  public String place() {
    return "measures of tables' files";
  }

  @Override
  public long count(Project project, Lake lake, Subject subject) {
    return new KeptStates(lake).tables();
  }

  @Override
  public long erase(Project project, Lake lake, Subject subject) {
    KeptStates states = new KeptStates(lake);
    long tables = states.tables();
    states.drop();
    return tables;
  }
}
