package io.ingot.core.project;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** Where a run's metrics go. */
public record MetricsTerms(
    @Doc("A Pushgateway's address, pushed to at the end of a run, such as http://pushgateway:9091")
        Optional<String> pushgateway,
    @Doc("Port on which metrics are served while a run goes on; none unless said")
        Optional<Integer> port,
    @Doc("Address of this machine on which they are served, such as 127.0.0.1; all unless said")
        Optional<String> bind,
    @Doc("The pipeline's name in the metrics; the project's name unless said")
        Optional<String> pipeline,
    @Doc("How often the pipeline is to run, such as 24h, for the alerts; 1h unless said")
        Duration period) {
  private static final Duration USUAL_PERIOD = Duration.ofHours(1);
  private static final int LAST_PORT = 65535;
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");

  public MetricsTerms {
    Objects.requireNonNull(pushgateway, "pushgateway");
    Objects.requireNonNull(port, "port");
    Objects.requireNonNull(bind, "bind");
    Objects.requireNonNull(pipeline, "pipeline");
    period = period == null ? USUAL_PERIOD : period;
    pushgateway.ifPresent(MetricsTerms::judge);
    if (port.filter(number -> number < 0 || number > LAST_PORT).isPresent()) {
      throw new IllegalArgumentException(
          "Invalid port " + port.get() + ". Use a number up to " + LAST_PORT + ".");
    }
    if (bind.isPresent() && port.isEmpty()) {
      throw new IllegalArgumentException("bind says where port is served. Say port too.");
    }
    if (pipeline.filter(name -> !NAME.matcher(name).matches()).isPresent()) {
      throw new IllegalArgumentException(
          "Invalid pipeline '" + pipeline.get() + "'. Use letters, digits and _ . -");
    }
    if (period.isZero() || period.isNegative()) {
      throw new IllegalArgumentException("period must be longer than nothing, such as 24h.");
    }
  }

  /** None go anywhere. */
  public static MetricsTerms none() {
    return new MetricsTerms(
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), USUAL_PERIOD);
  }

  /** Whether a run tells anybody. */
  public boolean wanted() {
    return pushgateway.isPresent() || port.isPresent();
  }

  private static void judge(String url) {
    if (!isAddress(url)) {
      throw new IllegalArgumentException(
          "Invalid pushgateway. Write its address without a password, such as"
              + " http://pushgateway:9091.");
    }
  }

  /** What is wrong with an address is not told by its own words: it may hold a password. */
  private static boolean isAddress(String url) {
    try {
      URI address = new URI(url);
      boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
      return web && address.getHost() != null && address.getUserInfo() == null;
    } catch (URISyntaxException e) {
      return false;
    }
  }
}
