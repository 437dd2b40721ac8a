package io.ingot.tests.cluster;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Assumptions;

/**
 * The operator's definitions, which are not part of this repository: the property {@code
 * ingot.crds} names their folder, and without them what needs them is skipped.
 */
final class Crds {
  private static final Map<String, String> FILES =
      Map.of(
          "SparkApplication", "sparkapplications.yaml",
          "ScheduledSparkApplication", "scheduledsparkapplications.yaml");

  private final Map<String, CrdSchema> schemas = new ConcurrentHashMap<>();
  private final Path folder;

  private Crds(Path folder) {
    this.folder = folder;
  }

  static Crds orSkip() {
    Path folder =
        Manifests.home().resolve(System.getProperty("ingot.crds", "../shared/crds")).normalize();
    for (String file : FILES.values()) {
      Assumptions.assumeTrue(
          Files.exists(folder.resolve(file)),
          () ->
              "The operator's definitions are not in "
                  + folder
                  + ". Give their folder by -Dingot.crds=<folder>.");
    }
    return new Crds(folder);
  }

  /** Each fault of an application with its path. */
  List<String> faults(Manifest application) {
    return schemas
        .computeIfAbsent(application.kind(), kind -> CrdSchema.of(folder.resolve(FILES.get(kind))))
        .faults(application.content());
  }
}
