package io.ingot.features;

import io.ingot.core.cli.Launcher;
import io.ingot.core.project.Layer;
import java.util.Set;

/**
 * Runs a project's feature views alone, on its tables as they are: {@code spark-submit --class
 * io.ingot.features.FeatureJob}.
 */
public final class FeatureJob {
  private FeatureJob() {}

  /** Takes the words of {@code ingot run}. */
  public static void main(String[] words) {
    System.exit(Launcher.runOf(Set.of(Layer.FEATURES), words).code());
  }
}
