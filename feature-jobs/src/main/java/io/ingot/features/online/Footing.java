package io.ingot.features.online;

import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.spark.sql.types.StructType;

/**
 * What has to be the same for a push to go on from the last one: the same table, whose rows only
 * became more, served as the same columns for as long.
 *
 * @param tableId Delta's id
 * @param generation the table's line of batches
 * @param shape digest of the view's meaning, its columns with types, and its time to live
 */
record Footing(String tableId, int generation, String shape) {
  /** That of a view whose table is in some state. */
  static Footing of(FeatureView view, TableState state, StructType served) {
    return new Footing(
        state.tableId(),
        state.generation(),
        digest(view.definitionHash() + served.json() + Ttl.of(view)));
  }

  private static String digest(String text) {
    try {
      byte[] sha =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
