package io.ingot.core.project;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where Spark's event logs go, and the history server that shows them. */
@Doc("Where Spark's event logs go, which the history server shows")
public record EventLogs(
    @Doc("A folder or a URI such as s3a://bucket/spark-events; below the lake unless said; or off")
        Optional<String> logs,
    @Doc("Address of the history server that reads them, for links: https://history.example.com")
        Optional<String> server,
    @Doc("How long logs are kept; 30d unless said") Duration keep) {
  private static final Pattern URI = Pattern.compile("[a-z][a-z0-9+.-]+:/.*");
  private static final String OFF = "off";
  private static final Duration USUAL = Duration.ofDays(30);

  public EventLogs {
    Objects.requireNonNull(logs, "logs");
    keep = keep == null ? USUAL : keep;
    if (server.filter(text -> !text.matches("https?://[^\\s@?#]+")).isPresent()) {
      throw new IllegalArgumentException(
          "Invalid server. Write the history server's address without a login, such as"
              + " https://history.example.com.");
    }
    if (keep.isZero()) {
      throw new IllegalArgumentException("keep must be longer than nothing, such as 30d.");
    }
  }

  /** Below the lake, for thirty days. */
  public static EventLogs usual() {
    return new EventLogs(Optional.empty(), Optional.empty(), USUAL);
  }

  /** Whether any are written. */
  public boolean wanted() {
    return logs.filter(OFF::equals).isEmpty();
  }

  /** The same, with a folder that is told from the project's own. */
  EventLogs from(Path folder) {
    return new EventLogs(
        logs.map(
            said ->
                OFF.equals(said) || URI.matcher(said).matches()
                    ? said
                    : folder.resolve(said).toAbsolutePath().normalize().toString()),
        server,
        keep);
  }

  /**
   * The folder or URI of the logs.
   *
   * @param lake the lake's own, below which they are unless something else is said
   */
  public String folder(String lake) {
    return logs.filter(said -> !OFF.equals(said)).orElse(lake + "/_ingot/spark-events");
  }
}
