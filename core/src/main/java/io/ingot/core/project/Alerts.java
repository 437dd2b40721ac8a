package io.ingot.core.project;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who is told of what goes wrong, and how often. */
public record Alerts(
    @Doc("Where messages go, by name") Map<String, Channel> channels,
    @Doc("How long the same trouble is not told again; 6h unless said") Duration repeat,
    @Doc("Where a run can be looked at; {run} and {table} stand for its id and the table")
        Optional<String> link) {
  private static final Duration USUAL_REPEAT = Duration.ofHours(6);

  private static final Pattern ADDRESS = Pattern.compile("https?://[^\\s\"'<>|]+");

  public Alerts {
    channels = Map.copyOf(channels);
    repeat = repeat == null ? USUAL_REPEAT : repeat;
    Objects.requireNonNull(link, "link");
    link.filter(address -> !ADDRESS.matcher(address).matches())
        .ifPresent(
            address -> {
              throw new IllegalArgumentException(
                  "link needs an address such as https://logs.example.org/{run}, not '"
                      + address
                      + "'.");
            });
  }

  /** Nobody is told. */
  public static Alerts none() {
    return new Alerts(Map.of(), USUAL_REPEAT, Optional.empty());
  }
}
