package io.ingot.quality.metrics;

import io.prometheus.metrics.exporter.pushgateway.Format;
import io.prometheus.metrics.exporter.pushgateway.PushGateway;
import io.prometheus.metrics.exporter.pushgateway.Scheme;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A Pushgateway. What it has of a pipeline and is not told again stays as it is.
 *
 * @param patience the longest wait for it, to connect and for each answer
 */
record Gateway(URI address, Duration patience) {
  static final Duration USUAL_PATIENCE = Duration.ofSeconds(5);

  /** A server that sends a byte now and then is answered by no timeout of a socket. */
  private static final int WAITS = 2;

  /**
   * Pushes.
   *
   * @return why it could not be done; empty where it was
   */
  Optional<String> push(Readings readings, Identity identity) {
    FutureTask<Optional<String>> task = new FutureTask<>(() -> pushed(readings, identity));
    Thread thread = new Thread(task, "metrics-push");
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get(patience.toMillis() * WAITS, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      thread.interrupt();
      return Optional.of(shown() + " did not answer within " + patience.toSeconds() * WAITS + " s");
    } catch (ExecutionException e) {
      return Optional.of(e.getCause().toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("the run was interrupted");
    }
  }

  private Optional<String> pushed(Readings readings, Identity identity) {
    try {
      PushGateway.builder()
          .scheme(Scheme.fromString(address.getScheme()))
          .address(address.getAuthority() + path())
          .format(Format.PROMETHEUS_TEXT)
          .job("ingot")
          .groupingKey("pipeline", identity.pipeline())
          .groupingKey("environment", identity.environment())
          .connectionTimeout(patience)
          .readTimeout(patience)
          .registry(readings.registry())
          .build()
          .pushAdd();
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  private String path() {
    String path = address.getPath() == null ? "" : address.getPath();
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private String shown() {
    return address.getScheme() + "://" + address.getAuthority();
  }
}
