package io.ingot.quality.drift;

import io.ingot.core.batch.Json;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.project.Drift;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import java.util.Optional;

/**
 * The baselines that a lake keeps: {@code _ingot/baselines/TABLE/COLUMN-METHOD-DIGEST.json}. The
 * digest is of what a baseline is made by, so that a declaration that changes gets a new one.
 */
final class Baselines {
  private static final String ROOT = "baselines/";

  private final LakeFiles files;

  Baselines(LakeFiles files) {
    this.files = Objects.requireNonNull(files, "files");
  }

  /**
   * The one that was kept for a column.
   *
   * @param tableId Delta's id of the table: a version of another table of the name is another one
   * @throws ProjectException when it is there and cannot be read
   */
  Optional<KeptBaseline> find(Subject subject, String tableId) {
    String file = file(subject, tableId);
    return files.read(file).map(text -> read(file, text));
  }

  /** Keeps one, in place of an older one. */
  void keep(Subject subject, String tableId, KeptBaseline taken) {
    files.put(file(subject, tableId), Json.pretty(taken));
  }

  private KeptBaseline read(String file, String text) {
    try {
      return Json.read(text, KeptBaseline.class);
    } catch (IllegalArgumentException e) {
      throw new ProjectException(
          "Cannot read the baseline "
              + files.location(file)
              + ". Delete that file: the next look takes a new one.",
          e);
    }
  }

  private static String file(Subject subject, String tableId) {
    Drift drift = subject.drift();
    String version = drift.baseline().kind() == Drift.Baseline.Kind.VERSION ? tableId : "";
    return ROOT
        + subject.table()
        + "/"
        + subject.column().replaceAll("[^A-Za-z0-9_]", "_")
        + "-"
        + drift.method().word()
        + "-"
        + digest(
            String.join(
                "\n",
                subject.column(),
                drift.method().word(),
                String.valueOf(drift.bins()),
                drift.baseline().word(),
                subject.openness().name(),
                version))
        + ".json";
  }

  private static String digest(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)),
              0,
              4);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
