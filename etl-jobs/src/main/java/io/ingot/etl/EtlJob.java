package io.ingot.etl;

import io.ingot.core.cli.Launcher;
import io.ingot.core.project.Layer;
import java.util.Set;

/**
 * Runs a project's bronze, silver and gold tables alone: {@code spark-submit --class
 * io.ingot.etl.EtlJob}.
 */
public final class EtlJob {
  private EtlJob() {}

  /** Takes the words of {@code ingot run}. */
  public static void main(String[] words) {
    System.exit(Launcher.runOf(Set.of(Layer.BRONZE, Layer.SILVER, Layer.GOLD), words).code());
  }
}
