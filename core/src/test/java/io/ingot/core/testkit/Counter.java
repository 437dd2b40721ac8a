package io.ingot.core.testkit;

import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Window;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.SourceStage;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import io.ingot.core.run.Stages;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A source that counts: it holds the ids 0, 1, 2 ... and one more with each {@link #countTo}. Its
 * windows are numbers, its times are seconds since 1970, and its rows go into real tables.
 */
public final class Counter implements SourceStage {
  /** The declaration of the table that a counter fills. */
  public static final String TABLE = "source: {connection: drop, path: '*.csv', format: csv}\n";

  private static final String BOUND = "hi/counter/id";
  private static final String BEGUN = "begun/counter/id";

  private final Table table;
  private final Deque<Consumer<Batch>> interruptions = new ArrayDeque<>();
  private long end;
  private boolean interrupted;
  private boolean reachable = true;

  private Counter(Table table) {
    this.table = table;
  }

  /** The counter behind a table of a project. */
  public static Counter of(TestProject project, String table) {
    return new Counter(project.load().tables().get(TableName.of(table)));
  }

  /** This stage for its table, and for all others some that cannot be run. */
  public Stages stages() {
    return new Stages(
        List.of(
            declared ->
                Optional.of(declared.name().equals(name()) ? this : new Computed(declared))),
        List.of());
  }

  /** From now on the source holds the ids below this. */
  public Counter countTo(long below) {
    end = below;
    return this;
  }

  /** From now on the source does not answer. */
  public void unplug() {
    reachable = false;
  }

  /** Something that happens once, between the next batch's plan and its commit. */
  public void meanwhile(Consumer<Batch> happens) {
    interruptions.add(happens);
  }

  @Override
  public Table table() {
    return table;
  }

  @Override
  public Plan plan(StageContext context) {
    Optional<Long> lo = bound(context);
    return lo.filter(last -> last >= end).isPresent()
        ? new Plan.NothingToDo("counted no further")
        : new Plan.Extract(new Window.Numbers(lo, end), "counted on", false);
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    boolean moves = batch.plan() instanceof Plan.Extract;
    Window.Numbers window =
        (Window.Numbers)
            (moves
                ? ((Plan.Extract) batch.plan()).window()
                : ((Plan.Backfill) batch.plan()).window());
    Dataset<Row> rows =
        context
            .lake()
            .spark()
            .range(window.lo().orElse(0L), window.hi())
            .toDF("id")
            .withColumn("_batch", lit(batch.number()));
    interrupt(batch);
    return context
        .writer()
        .publish(
            batch,
            new Candidate(
                rows,
                Candidate.Fates.allKept(),
                List.of(count(lit(1)).as("late_rows")),
                List.of(),
                Candidate.Aside.nothing(rows),
                new Candidate.Entry.Write(new Publication.Append()),
                new TableLayout(List.of(), List.of(), Map.of("delta.appendOnly", "true")),
                moves ? bounds(window) : Map.of()));
  }

  /** Where it began is kept with the first batch, and has to outlive every move. */
  private static Map<String, Long> bounds(Window.Numbers window) {
    return window.lo().isPresent()
        ? Map.of(BOUND, window.hi())
        : Map.of(BOUND, window.hi(), BEGUN, 0L);
  }

  /** What interrupts a batch may make one itself, and that one is left alone. */
  private void interrupt(Batch batch) {
    if (!interrupted && !interruptions.isEmpty()) {
      interrupted = true;
      try {
        interruptions.pop().accept(batch);
      } finally {
        interrupted = false;
      }
    }
  }

  @Override
  public Map<String, Long> boundsAt(StageContext context, String position) {
    long to = Long.parseLong(position);
    if (to > end) {
      throw new ProjectException("The counter is at " + end + " only, not at " + position + ".");
    }
    return Map.of(BOUND, to);
  }

  @Override
  public Window closed(StageContext context, Instant from, Instant to) {
    if (bound(context).orElse(0L) < to.getEpochSecond()) {
      throw new ProjectException("The table has not got that far yet.");
    }
    return new Window.Numbers(Optional.of(from.getEpochSecond()), to.getEpochSecond());
  }

  @Override
  public String behind(StageContext context) {
    if (!reachable) {
      throw new SourceException("The counter does not answer.");
    }
    return String.valueOf(end - bound(context).orElse(0L));
  }

  private Optional<Long> bound(StageContext context) {
    TableState state = context.lake().table(name()).state();
    return Optional.ofNullable(state.bounds().get(BOUND));
  }

  private TableName name() {
    return table.name();
  }

  /** The stage of a table that is computed from others. */
  private record Computed(Table table) implements Stage {
    @Override
    public Plan plan(StageContext context) {
      throw new AssertionError(table.name() + " was not to be run");
    }

    @Override
    public Published run(StageContext context, Batch batch) {
      throw new AssertionError(table.name() + " was not to be run");
    }
  }
}
