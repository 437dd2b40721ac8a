package io.ingot.app.orchestrate;

import io.ingot.core.error.ProjectException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names of a workflow's tasks. An application is called by its workflow, its task and its try, and
 * a label holds 63 characters.
 */
final class ArgoNames {
  private static final int LABEL = 63;

  /** A dash and the seconds since 1970, behind the name of a schedule. */
  private static final int MOMENT = 11;

  /** A dash and the number of a try, and the dash before the task. */
  private static final int TRY = 5;

  private static final int DIGEST = 7;

  private final int longest;

  /**
   * @param workflow the name of the schedule
   * @throws ProjectException when it leaves no room for a task's name
   */
  ArgoNames(String workflow) {
    this.longest = LABEL - workflow.length() - MOMENT - TRY;
    if (longest <= DIGEST) {
      throw new ProjectException(
          "A workflow called "
              + workflow
              + " leaves no room for the names of its tasks. Use a job name that is "
              + (DIGEST + 1 - longest)
              + " shorter in cluster.jobs.");
    }
  }

  /** A task's name, shortened where it has to be, and still its own. */
  String task(String id) {
    String name = id.replaceAll("[._]", "-");
    return name.length() <= longest
        ? name
        : name.substring(0, longest - DIGEST).replaceAll("-+$", "")
            + "-"
            + digest(id).substring(0, DIGEST - 1);
  }

  private static String digest(String id) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(id.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("SHA-256 belongs to every Java", e);
    }
  }
}
