package io.ingot.core.run;

import io.ingot.core.batch.Pick;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a person does about refused rows: look at them, judge them once more, give them up. A change
 * goes the way of every batch, and so may be killed, and may run beside another run.
 */
public final class QuarantineWork {
  /** What stood half done goes first, and then what was asked for. */
  private static final int TRIES = 3;

  private final Project project;
  private final Lake lake;
  private final Stages stages;
  private final Progress progress;

  public QuarantineWork(Project project, Lake lake, Stages stages, Progress progress) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.stages = Objects.requireNonNull(stages, "stages");
    this.progress = Objects.requireNonNull(progress, "progress");
  }

  /** The refused rows of those of the tables given that have a contract, counted. */
  public List<RefusedSummary> summaries(Collection<TableName> tables) {
    return contracted(tables).stream().map(table -> refused(table).summary()).toList();
  }

  /** Refused rows of one table. */
  public List<RefusedRow> rows(TableName table, Pick pick, int limit) {
    requireContract(List.of(table));
    return refused(table).rows(pick, limit);
  }

  /**
   * Judges open rows by the rules as they are now.
   *
   * @param run the run's id
   * @param who the user who asks
   */
  public RunRecord replay(String run, Set<TableName> tables, Pick pick, String who) {
    return change(run, tables, new Asked("replay", rows -> rows.replay(pick, who)));
  }

  /**
   * Closes open rows for a reason.
   *
   * @param run the run's id
   * @param who the user who asks
   * @param why in the words of that user
   */
  public RunRecord waive(String run, Set<TableName> tables, Pick pick, String who, String why) {
    return change(run, tables, new Asked("waive", rows -> rows.waive(pick, who, why)));
  }

  /** The tables that are computed from what a replay published, and do not have it yet. */
  public List<TableName> stale(RunRecord record) {
    return Stale.after(
        record.stages().stream()
            .filter(stage -> stage.written() > 0)
            .map(StageRecord::table)
            .collect(Collectors.toSet()),
        project);
  }

  private RunRecord change(String run, Set<TableName> tables, Asked asked) {
    return requireContract(tables).stream()
        .map(table -> change(run, table, asked))
        .reduce(RunRecord::and)
        .orElseThrow();
  }

  private RunRecord change(String run, TableName table, Asked asked) {
    Stage once = new QuarantineStage(contract(table).orElseThrow(), asked.plan());
    LastPlan last = new LastPlan(progress);
    Runner runner =
        new Runner(
            project,
            lake,
            stages.preferring(
                declared -> Optional.of(once).filter(stage -> declared.name().equals(table))),
            last);
    RunRecord record = runner.run(run, Set.of(table));
    for (int tries = 1; tries < TRIES && isDone(record) && last.isOther(asked.mode()); tries++) {
      record = record.andThen(runner.run(run, Set.of(table)));
    }
    return record;
  }

  private static boolean isDone(RunRecord record) {
    return record.committed()
        && (record.exitCode() == ExitCode.DONE.code()
            || record.exitCode() == ExitCode.WARNINGS.code());
  }

  private List<TableName> requireContract(Collection<TableName> tables) {
    List<TableName> contracted = contracted(tables);
    if (contracted.isEmpty()) {
      throw new ProjectException(
          "Select a silver table, such as --select silver.orders: only tables with a contract have"
              + " a quarantine.");
    }
    return contracted;
  }

  private List<TableName> contracted(Collection<TableName> tables) {
    return tables.stream().filter(table -> contract(table).isPresent()).sorted().toList();
  }

  private RefusedRows refused(TableName table) {
    return contract(table)
        .orElseThrow()
        .refused(stages.context(project, lake, project.tables().get(table)));
  }

  private Optional<ContractStage> contract(TableName table) {
    return stages.contract(project.tables().get(table));
  }

  /**
   * Something to be done about refused rows.
   *
   * @param mode of its plan
   */
  private record Asked(String mode, Function<RefusedRows, Plan> plan) {}
}
