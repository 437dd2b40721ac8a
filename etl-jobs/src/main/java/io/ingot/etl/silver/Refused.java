package io.ingot.etl.silver;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Pick;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.TableName;
import io.ingot.core.project.Write;
import io.ingot.core.run.RefusedRow;
import io.ingot.core.run.RefusedRows;
import io.ingot.core.run.RefusedSummary;
import io.ingot.core.run.StageContext;
import io.ingot.etl.silver.quarantine.RefusedReport;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The rows that a silver table refused. */
record Refused(SilverTable declared, StageContext context) implements RefusedRows {
  private static final Set<Write.Mode> SNAPSHOTS =
      Set.of(Write.Mode.REPLACE, Write.Mode.REPLACE_PARTITIONS);

  @Override
  public RefusedSummary summary() {
    return report()
        .map(report -> report.summary(declared.name()))
        .orElseGet(
            () ->
                new RefusedSummary(
                    declared.name(), 0, new RefusedSummary.Fates(0, 0, 0, 0, 0), List.of()));
  }

  @Override
  public List<RefusedRow> rows(Pick pick, int limit) {
    return report().map(report -> report.rows(pick, limit)).orElse(List.of());
  }

  @Override
  public Plan replay(Pick pick, String who) {
    if (SNAPSHOTS.contains(declared.write().mode())) {
      throw new ProjectException(
          "Cannot replay into "
              + declared.name()
              + ": its write mode is "
              + declared.write().mode().word()
              + ", so rows come as part of whole snapshots, and one that is added later would be of"
              + " none. Correct the rows at the source; the next snapshot brings them.");
    }
    return SilverPlan.standing(
        declared, context, inputs -> replay(new Plan.Replay(pick, now(), inputs, who)));
  }

  private Plan replay(Plan.Replay plan) {
    List<RefusedReport.Judgement> judged =
        report().map(report -> report.judgements(plan.pick())).orElse(List.of());
    if (!judged.isEmpty() && judged.stream().allMatch(judgement -> isSame(judgement, plan))) {
      return new Plan.NothingToDo("the rows that are open were judged by these rules already");
    }
    return anyOf(!judged.isEmpty(), plan);
  }

  @Override
  public Plan waive(Pick pick, String who, String why) {
    return SilverPlan.standing(
        declared,
        context,
        inputs ->
            anyOf(
                report().map(report -> report.holdsOpen(pick)).orElse(false),
                new Plan.Waive(pick, now(), inputs, who, why)));
  }

  private static Plan anyOf(boolean there, Plan plan) {
    return there ? plan : new Plan.NothingToDo("no such row is open");
  }

  /** Whether a replay judged rows by the rules and the references that this one would. */
  private boolean isSame(RefusedReport.Judgement judgement, Plan.Replay plan) {
    return judgement.definition().equals(declared.definitionHash())
        && judgement
            .replay()
            .flatMap(
                batch -> BatchRecord.of(quarantine(), quarantine().state().generation(), batch))
            .filter(record -> references(record.plan().inputs()).equals(references(plan.inputs())))
            .isPresent();
  }

  /** By id and batch, since upkeep makes versions that hold the same rows. */
  private Map<TableName, String> references(Map<TableName, Pin> inputs) {
    return inputs.entrySet().stream()
        .filter(input -> !declared.from().contains(input.getKey()))
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                input -> input.getValue().tableId() + " " + input.getValue().batch()));
  }

  private Pin now() {
    return Pin.of(quarantine().state());
  }

  private Optional<RefusedReport> report() {
    LakeTable quarantine = quarantine();
    TableState state = quarantine.state();
    return state.exists()
        ? Optional.of(RefusedReport.at(quarantine, state.version()))
        : Optional.empty();
  }

  private LakeTable quarantine() {
    return context.lake().table(declared.name().quarantine());
  }
}
