package io.ingot.quality.drift;

import io.ingot.core.lake.JobWords;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.Drift;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.watch.MeasureLog;
import io.ingot.core.watch.Measurement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.spark.SparkContext;

/**
 * A look at the drift of tables. It changes no table; it keeps baselines that are taken, and what
 * it measured.
 */
final class DriftLook {
  /** How far back looks count as in a row with this one. */
  private static final Duration MEMORY = Duration.ofDays(90);

  private final Project project;
  private final Lake lake;
  private final String call;
  private final Instant at;
  private final Baselines baselines;
  private final PersonalColumns personal;
  private Optional<List<Measurement>> measured = Optional.empty();

  /**
   * @param call an id for it
   * @param at the moment at which windows end
   */
  DriftLook(Project project, Lake lake, String call, Instant at) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.call = Objects.requireNonNull(call, "call");
    this.at = Objects.requireNonNull(at, "at");
    this.baselines = new Baselines(lake.files());
    this.personal = new PersonalColumns(project, lake);
  }

  /**
   * Compares every column of a table that is watched, and keeps what was measured.
   *
   * @return none for a table that is not there
   * @throws io.ingot.core.error.ProjectException when a column is not there or does not fit, or a
   *     version that is a baseline cannot be read
   */
  List<Seen> at(TableName name) {
    TableState state = lake.table(name).state();
    if (!state.exists()) {
      return List.of();
    }
    List<Seen> seen = new ArrayList<>();
    for (Compared compared : named(name, () -> look(name, state).compare(subjects(name, state)))) {
      List<Measurement> before = before(compared);
      seen.add(new Seen(Drifted.of(compared, before), compared, before));
    }
    new MeasureLog(lake)
        .keep(
            call + "-" + name,
            at,
            seen.stream().flatMap(one -> one.drifted().measured(call, at).stream()).toList());
    return seen;
  }

  /** The kept baselines of a table that would be taken anew; changes nothing. */
  List<Rebased> rebasable(TableName name) {
    TableState state = lake.table(name).state();
    return kept(name, state).stream()
        .map(
            subject ->
                new Rebased(
                    subject,
                    baselines.find(subject, state.tableId()),
                    state.version(),
                    Optional.empty()))
        .toList();
  }

  /**
   * Takes the kept baselines of a table anew, of its latest version. One that would have too few
   * rows stays as it was.
   */
  List<Rebased> rebase(TableName name) {
    TableState state = lake.table(name).state();
    List<Subject> subjects = kept(name, state);
    if (subjects.isEmpty()) {
      return List.of();
    }
    List<KeptBaseline> anew = named(name, () -> look(name, state).anew(subjects));
    List<Rebased> rebased = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      Optional<KeptBaseline> before = baselines.find(subject, state.tableId());
      if (anew.get(i).isEnough(subject)) {
        baselines.keep(subject, state.tableId(), anew.get(i));
      }
      rebased.add(new Rebased(subject, before, state.version(), Optional.of(anew.get(i))));
    }
    return rebased;
  }

  /** Spark's own pages tell by the name what its jobs are for. */
  private <T> T named(TableName name, Supplier<T> work) {
    SparkContext spark = lake.spark().sparkContext();
    JobWords.Said before = lake.words().said();
    spark.setJobGroup(call, name.toString(), false);
    lake.words().about("drift of " + name, "compare its rows with those before");
    try {
      return work.get();
    } finally {
      spark.clearJobGroup();
      lake.words().back(before);
    }
  }

  private List<Subject> kept(TableName name, TableState state) {
    return state.exists()
        ? subjects(name, state).stream()
            .filter(subject -> subject.drift().baseline().kind() == Drift.Baseline.Kind.FIRST)
            .toList()
        : List.of();
  }

  private TableLook look(TableName name, TableState state) {
    return new TableLook(
        lake.table(name), state, baselines, new TrainingSets(lake.spark(), project.folder()), at);
  }

  private List<Subject> subjects(TableName name, TableState state) {
    Table table = project.tables().get(name);
    return new Subjects(table, state.schema(), personal.of(name)).all();
  }

  private List<Measurement> before(Compared compared) {
    Subject subject = compared.subject();
    boolean moving = subject.drift().baseline().kind() == Drift.Baseline.Kind.WINDOW;
    return measured().stream()
        .filter(one -> one.table().equals(subject.table()) && one.name().equals(subject.name()))
        .filter(one -> moving || !one.at().isBefore(compared.baseline().at()))
        .toList();
  }

  private List<Measurement> measured() {
    if (measured.isEmpty()) {
      measured =
          Optional.of(
              new MeasureLog(lake)
                  .since(at.minus(MEMORY)).stream()
                      .filter(one -> one.kind() == Measurement.Kind.DRIFT)
                      .toList());
    }
    return measured.get();
  }
}
