package io.ingot.etl.bronze;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import io.ingot.core.project.Source;
import io.ingot.core.project.Table;
import io.ingot.core.run.Stage;
import io.ingot.core.run.StageContext;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Takes the next window of a source into a bronze table: everything in it, once. */
public final class BronzeStage implements Stage {
  private final BronzeTable declared;

  public BronzeStage(BronzeTable declared) {
    this.declared = Objects.requireNonNull(declared, "declared");
  }

  @Override
  public Table table() {
    return declared;
  }

  @Override
  public Plan plan(StageContext context) {
    TableState state = context.lake().table(declared.name()).state();
    return extractor(context.project()).plan(context.lake(), state);
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    Lake lake = context.lake();
    LakeTable table = lake.table(declared.name());
    TableState before = table.state();
    Window window = ((Plan.Extract) batch.plan()).window();
    Extractor extractor = extractor(context.project());
    Published published =
        context
            .writer(List.of(new UnchangedSource(extractor, lake, window)))
            .publish(
                batch,
                Candidate.whole(
                    BronzeColumns.stamp(extractor.read(lake, window), batch),
                    new Publication.Append(),
                    new TableLayout(
                        List.of(), BronzeColumns.pruned(), Map.of("delta.appendOnly", "true")),
                    extractor.bounds(window)));
    extractor.remember(lake, before, batch);
    return published;
  }

  private Extractor extractor(Project project) {
    Connection connection = project.connections().get(declared.source().connection());
    if (declared.source() instanceof Source.JdbcTable jdbc) {
      return new JdbcExtractor(declared, jdbc, (Connection.Jdbc) connection);
    }
    return new FileExtractor(
        declared.name(),
        (Source.FileSet) declared.source(),
        (Connection.Files) connection,
        project.folder());
  }
}
