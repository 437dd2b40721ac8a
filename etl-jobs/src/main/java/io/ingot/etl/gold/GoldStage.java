package io.ingot.etl.gold;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.error.GapException;
import io.ingot.core.error.IngotException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.DeltaLoss;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.PartitionPredicate;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Recompute;
import io.ingot.core.project.Table;
import io.ingot.core.project.Write;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Answers a gold table over inputs that are pinned to versions: the whole table, or the partitions
 * or keys that the drivers' changes touched. Nothing is ever added up onto what is there.
 */
public final class GoldStage implements Stage {
  private final GoldTable declared;

  public GoldStage(GoldTable declared) {
    this.declared = Objects.requireNonNull(declared, "declared");
  }

  @Override
  public Table table() {
    return declared;
  }

  @Override
  public Plan plan(StageContext context) {
    return GoldPlan.of(declared, context);
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    Lake lake = context.lake().pinned(Plan.versions(batch.plan().inputs()));
    Dataset<Row> answer = Answer.of(declared, lake, batch.plan().inputs());
    Candidate candidate =
        batch.plan() instanceof Plan.Advance advance
            ? touched(context, lake, answer, advance)
            : written(answer, new Publication.ReplaceAll());
    StageContext seeing = context.seeing(lake);
    // A change that touched nothing leaves nothing to judge: a check of how many rows there are
    // would refuse it.
    return touchesNothing(candidate)
        ? seeing.writerOfNothing().publish(batch, candidate)
        : seeing.writer(keyed(answer)).publish(batch, candidate);
  }

  private static boolean touchesNothing(Candidate candidate) {
    return candidate.entry() instanceof Candidate.Entry.Write write
        && write.publication() instanceof Publication.Append;
  }

  private List<Gate> keyed(Dataset<Row> answer) {
    return declared.key().isEmpty()
        ? List.of()
        : List.of(new KeyGate(declared.key(), DistinctKeys.proves(answer, declared.key())));
  }

  private Candidate touched(
      StageContext context, Lake lake, Dataset<Row> answer, Plan.Advance plan) {
    Personal personal = new Personal(context.project());
    List<Recompute> rules = declared.recompute();
    List<String> by = rules.get(0).by();
    context.lake().words().doing("find what the changes of " + plan.reads() + " touch");
    FewRows values = values(new Touched(plan, personal, lake), plan);
    if (values.isEmpty()) {
      return written(answer.filter("false"), new Publication.Append());
    }
    if (declared.write().mode() == Write.Mode.MERGE) {
      ByKey byKey = new ByKey(declared, by, values, rules.stream().noneMatch(personal::by));
      return staged(byKey.of(answer, lake), byKey.entry());
    }
    String where = PartitionPredicate.of(by, values.everyOne(lake));
    return written(answer.filter(where), new Publication.ReplacePartitions(where));
  }

  private FewRows values(Touched touched, Plan.Advance plan) {
    try {
      return touched.by(declared.recompute());
    } catch (Exception e) {
      // Spark declares no checked exceptions here and throws some all the same.
      if (e instanceof IngotException told) {
        throw told;
      }
      if (e instanceof AnalysisException wrong) {
        throw new ProjectException(
            "Cannot tell what changed for "
                + declared.name()
                + ": "
                + wrong.getMessage()
                + " Check recompute in its file.",
            e);
      }
      if (DeltaLoss.isWhy(e)) {
        throw gap(plan, e);
      }
      throw e;
    }
  }

  private GapException gap(Plan.Advance plan, Exception cause) {
    return new GapException(
        "Cannot read what changed for "
            + declared.name()
            + " ("
            + plan.range()
            + "): that part of the history is gone. Delete the table, so that it"
            + " is built anew.",
        cause);
  }

  private Candidate written(Dataset<Row> rows, Publication publication) {
    return Candidate.whole(rows, publication, layout(), Map.of());
  }

  private Candidate staged(Dataset<Row> rows, Candidate.Entry entry) {
    Candidate plain = written(rows, new Publication.Append());
    return new Candidate(
        plain.rows(),
        plain.fates(),
        plain.tally(),
        plain.columns(),
        plain.aside(),
        entry,
        plain.layout(),
        plain.bounds());
  }

  private TableLayout layout() {
    // Another gold table may follow this one's changes; whole partitions cost nothing to follow.
    return new TableLayout(
        declared.write().partitionBy(), List.of(), Map.of("delta.enableChangeDataFeed", "true"));
  }
}
