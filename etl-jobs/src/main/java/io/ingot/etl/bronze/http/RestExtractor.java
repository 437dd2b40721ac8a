package io.ingot.etl.bronze.http;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Window;
import io.ingot.core.error.Fault;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Increment;
import io.ingot.core.project.Retry;
import io.ingot.core.project.Source;
import io.ingot.etl.bronze.Extraction;
import io.ingot.etl.bronze.Extractor;
import io.ingot.etl.bronze.http.client.Api;
import io.ingot.etl.bronze.http.client.Increments;
import io.ingot.etl.bronze.http.client.PageMark;
import io.ingot.etl.bronze.http.client.Query;
import io.ingot.etl.bronze.http.client.Walk;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads an endpoint of an HTTP interface: what lies in a window of time, or all of it each time.
 * Pages land in the lake before anyone looks into them, so that a run that dies goes on with the
 * page after the last.
 */
public final class RestExtractor implements Extractor {
  private final BronzeTable declared;
  private final Source.Endpoint source;
  private final Connection.Rest connection;
  private final Retry retry;

  /**
   * @param retry how often a question that fails is asked again
   */
  public RestExtractor(
      BronzeTable declared, Source.Endpoint source, Connection.Rest connection, Retry retry) {
    this.declared = declared;
    this.source = source;
    this.connection = connection;
    this.retry = retry;
  }

  @Override
  public Plan plan(Lake lake, TableState state) {
    return source
        .increment()
        .map(increment -> next(increment, state))
        .orElseGet(
            () -> new Plan.Extract(new Window.Whole(Instant.now()), "all of the endpoint", false));
  }

  private Plan next(Increment increment, TableState state) {
    Optional<Instant> bound = bound(state);
    Instant now = now(increment);
    return new Increments(increment)
        .next(bound, now)
        .<Plan>map(
            next ->
                new Plan.Extract(
                    next.window(),
                    bound.isPresent() ? "time has passed at the source" : "first batch",
                    next.backlog()))
        .orElseGet(() -> new Plan.NothingToDo("the source's clock is not past the next window"));
  }

  /** Where the last batch ended; empty before the first one. */
  private Optional<Instant> bound(TableState state) {
    Optional<Instant> bound =
        Optional.ofNullable(state.bounds().get(high()))
            .map(micros -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
    if (state.batch() >= 0 && bound.isEmpty()) {
      throw new GapException(
          "Cannot go on with "
              + declared.name()
              + ": its batch "
              + state.batch()
              + " did not end at a time of "
              + origin()
              + ", so records could be lost or doubled. Put the former source back into bronze/"
              + declared.name().name()
              + ".yml, or say from where to go on by: ingot state set.");
    }
    return bound;
  }

  private Instant now(Increment increment) {
    return increment.clock() == Increment.Clock.LOCAL ? Instant.now() : api().now(endpoint().uri());
  }

  @Override
  public Extraction read(Lake lake, Batch batch) {
    Window window = window(batch.plan());
    // A landing belongs to one window as it was declared when it was planned, of one server.
    String of = Json.write(window) + batch.definition() + connection.url();
    RestLanding landing = RestLanding.open(lake.files(), batch, of);
    List<List<PageMark>> marks = land(landing, queries(window));
    return Extraction.of(
        RestRecords.rows(lake.spark(), landing, marks, origin(), source.records()));
  }

  /** Pages are kept after a failure that may pass; another could be due to them. */
  private List<List<PageMark>> land(RestLanding landing, List<Query> queries) {
    try {
      return new Walk(api(), landing, source).land(queries);
    } catch (SourceException e) {
      if (e.fault() == Fault.LASTING) {
        landing.clear();
      }
      throw e;
    }
  }

  private List<Query> queries(Window window) {
    return source
        .increment()
        .map(increment -> new Increments(increment).queries(endpoint(), (Window.Times) window))
        .orElseGet(() -> List.of(endpoint()));
  }

  private static Window window(Plan plan) {
    return plan instanceof Plan.Backfill backfill
        ? backfill.window()
        : ((Plan.Extract) plan).window();
  }

  @Override
  public void requireUnchanged(Lake lake, Window window) {
    // What was read is what landed; whether it stayed so at the source, no server can tell.
  }

  @Override
  public Map<String, Long> bounds(Window window) {
    return window instanceof Window.Times times
        ? Map.of(high(), ChronoUnit.MICROS.between(Instant.EPOCH, times.hi()))
        : Map.of();
  }

  @Override
  public void remember(Lake lake, TableState before, Batch batch) {
    RestLanding.forget(lake.files(), batch);
  }

  @Override
  public Map<String, Long> boundsAt(Lake lake, TableState state, String position) {
    Increment increment = increment();
    Instant at = moment(position);
    Instant now = now(increment);
    if (at.isAfter(now)) {
      throw new ProjectException(
          "Cannot move "
              + declared.name()
              + " to "
              + at
              + ": at its source it is "
              + now
              + " only. Name a time that has passed.");
    }
    return bounds(new Window.Times(Optional.empty(), new Increments(increment).floor(at)));
  }

  private Instant moment(String position) {
    try {
      return Increment.Moment.of(position).at();
    } catch (IllegalArgumentException e) {
      throw new ProjectException("Cannot move " + declared.name() + ": " + e.getMessage(), e);
    }
  }

  @Override
  public Window closed(Lake lake, TableState state, Instant from, Instant to) {
    Window.Times window = new Increments(increment()).around(from, to);
    Optional<Instant> bound = bound(state);
    if (!from.isBefore(to) || bound.filter(end -> !window.hi().isAfter(end)).isEmpty()) {
      throw new ProjectException(
          "Cannot read "
              + window.describe()
              + " of "
              + declared.name()
              + " again: it was read up to "
              + bound.map(Instant::toString).orElse("nothing")
              + ". Name a time before that, and a later one after the earlier.");
    }
    return window;
  }

  private Increment increment() {
    return source
        .increment()
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot ask "
                        + origin()
                        + " by time: "
                        + declared.name()
                        + " has no 'increment'. Declare one, if the interface can be asked so."));
  }

  @Override
  public String behind(Lake lake, TableState state) {
    return source
        .increment()
        .flatMap(increment -> bound(state).map(end -> Duration.between(end, now(increment))))
        .map(RestExtractor::words)
        .orElse("-");
  }

  private static String words(Duration behind) {
    if (behind.toHours() >= 48) {
      return behind.toDays() + " d";
    }
    if (behind.toMinutes() >= 120) {
      return behind.toHours() + " h";
    }
    return behind.toSeconds() >= 120 ? behind.toMinutes() + " min" : behind.toSeconds() + " s";
  }

  private Query endpoint() {
    String base = connection.url().replaceAll("/+$", "");
    return new Query(base + source.endpoint(), source.params());
  }

  private Api api() {
    return Api.open(origin(), connection, retry);
  }

  private String origin() {
    return source.connection() + source.endpoint();
  }

  /** The name of the number that a window's end is kept by. */
  private String high() {
    return "hi/" + origin();
  }
}
