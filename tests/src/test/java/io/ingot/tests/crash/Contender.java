package io.ingot.tests.crash;

import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/**
 * A process that runs a project again and again, each time at the moment when a file says go, and
 * tells how it went by another file.
 */
final class Contender {
  private static final int PATIENCE_SECONDS = 100;

  private Contender() {}

  /** Takes the project's folder, the folder for the files, its own name, and how often to run. */
  public static void main(String[] words) throws IOException, InterruptedException {
    SmallProject project = new SmallProject(Path.of(words[0]));
    Path meeting = Path.of(words[1]);
    tell(meeting, words[2] + "-0", project.say("plan"));
    for (int round = 1; round <= Integer.parseInt(words[3]); round++) {
      await(meeting.resolve("go-" + round));
      tell(meeting, words[2] + "-" + round, project.say("run", "--select", "bronze.sale"));
    }
    System.exit(0);
  }

  /** Waits for a file, without a pause that would keep two from starting together. */
  static void await(Path file) throws InterruptedException {
    Instant patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
    while (!Files.exists(file)) {
      if (Instant.now().isAfter(patience)) {
        throw new IllegalStateException("Nobody wrote " + file);
      }
      Thread.sleep(1);
    }
  }

  private static void tell(Path meeting, String name, Said said) throws IOException {
    Path draft = Files.writeString(meeting.resolve("." + name), said.code() + "\n" + said.notes());
    Files.move(draft, meeting.resolve(name), StandardCopyOption.ATOMIC_MOVE);
  }
}
