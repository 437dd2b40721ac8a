package io.ingot.quality.state;

import io.ingot.core.lake.Lake;

/** All that is known of the files of a lake's tables, whichever they are. */
public final class KeptStates {
  private static final String FOLDER = "states";

  private final Lake lake;

  public KeptStates(Lake lake) {
    this.lake = lake;
  }

  /** How many tables something is known of. */
  public long tables() {
    return lake.files().folders(FOLDER).size();
  }

  /** Forgets all of it; whoever asks next measures again. */
  public void drop() {
    lake.files().delete(FOLDER);
  }
}
