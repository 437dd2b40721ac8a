package io.ingot.tests.crash;

import io.ingot.core.testkit.Sparks;
import io.ingot.tests.testkit.SmallProject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * A process that reads two gold tables again and again, each time in a session of its own, until a
 * file says stop; it tells every pair that it saw by another file.
 */
final class ReleaseReader {
  private static final Duration PATIENCE = Duration.ofSeconds(450);

  private ReleaseReader() {}

  /** Takes the project's folder and the folder for the files. */
  public static void main(String[] words) throws IOException {
    SmallProject project = new SmallProject(Path.of(words[0]));
    Path meeting = Path.of(words[1]);
    List<String> seen = new ArrayList<>();
    Instant end = Instant.now().plus(PATIENCE);
    while (!Files.exists(meeting.resolve("stop")) && Instant.now().isBefore(end)) {
      seen.add(pair(session(project, "latest")));
      Path draft = Files.write(meeting.resolve(".seen"), seen);
      Files.move(
          draft,
          meeting.resolve("seen"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    }
    System.exit(0);
  }

  /** A session whose catalog shows a release. */
  static SparkSession session(SmallProject project, String release) {
    SparkSession session = tables(project);
    session.conf().set("spark.sql.catalog.lake.release", release);
    return session;
  }

  /** A session whose catalog shows each table as it is now. */
  static SparkSession tables(SmallProject project) {
    SparkSession session = Sparks.session().newSession();
    session.conf().set("spark.sql.catalog.lake", "io.ingot.core.lake.LakeCatalog");
    session
        .conf()
        .set("spark.sql.catalog.lake.location", project.folder().resolve("lake").toString());
    return session;
  }

  /** The sum over the days and the total, which belong together when they are equal. */
  static String pair(SparkSession session) {
    // Two queries, so that a table that moves between them would be seen.
    Row days = session.sql("SELECT sum(amount) FROM lake.gold.daily").head();
    Row total = session.sql("SELECT amount FROM lake.gold.total").head();
    return days.get(0) + " " + total.get(0);
  }
}
