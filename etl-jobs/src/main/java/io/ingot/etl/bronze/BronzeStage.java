package io.ingot.etl.bronze;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Window;
import io.ingot.core.error.IngotException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Table;
import io.ingot.core.run.SourceStage;
import io.ingot.core.run.StageContext;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;

/** Takes the next window of a source into a bronze table: everything in it, once. */
public final class BronzeStage implements SourceStage {
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
    return extractor(context).plan(context.lake(), state(context));
  }

  @Override
  public Published run(StageContext context, Batch batch) {
    Lake lake = context.lake();
    TableState before = state(context);
    Extractor extractor = extractor(context);
    Published published = publish(context, batch, extractor);
    extractor.remember(lake, before, batch);
    return published;
  }

  /** Damage is looked for once it is met, so that a sound batch is read once. */
  private Published publish(StageContext context, Batch batch, Extractor extractor) {
    try {
      return publish(context, batch, extractor, extractor.read(context.lake(), batch));
    } catch (IngotException e) {
      throw e;
    } catch (Exception e) {
      // Spark throws checked exceptions that it does not declare.
      Optional<Extraction> undamaged = undamaged(context, batch, extractor, e);
      if (undamaged.isEmpty()) {
        extractor
            .blamed(e)
            .ifPresent(
                blamed -> {
                  throw blamed;
                });
        throw e;
      }
      return publish(context, batch, extractor, undamaged.get());
    }
  }

  /** A failure of the search does not hide the failure that it was begun for. */
  private static Optional<Extraction> undamaged(
      StageContext context, Batch batch, Extractor extractor, Exception failure) {
    try {
      context.lake().words().doing("look for damage in " + batch.plan().reads());
      return extractor.readUndamaged(context.lake(), batch);
    } catch (IngotException e) {
      throw e;
    } catch (Exception e) {
      failure.addSuppressed(e);
      return Optional.empty();
    }
  }

  private Published publish(
      StageContext context, Batch batch, Extractor extractor, Extraction extraction) {
    Window window = window(batch.plan());
    Dataset<Row> rows = BronzeColumns.stamp(extraction.rows(), batch);
    List<Column> kept =
        Arrays.stream(rows.columns())
            .filter(column -> !extraction.dropped().contains(column))
            .map(BronzeColumns::named)
            .toList();
    return context
        .writer(List.of(new UnchangedSource(extractor, context.lake(), window)))
        .publish(
            batch,
            new Candidate(
                rows,
                new Candidate.Fates(extraction.repeated(), functions.lit(false)),
                extraction.tally(),
                kept,
                Candidate.Aside.nothing(rows),
                new Candidate.Entry.Write(new Publication.Append()),
                layout(extractor),
                batch.plan() instanceof Plan.Backfill ? Map.of() : extractor.bounds(window)));
  }

  private static Window window(Plan plan) {
    return plan instanceof Plan.Backfill backfill
        ? backfill.window()
        : ((Plan.Extract) plan).window();
  }

  private static TableLayout layout(Extractor extractor) {
    List<String> pruned =
        Stream.concat(Stream.of(BronzeColumns.BATCH), extractor.pruned().stream()).toList();
    return new TableLayout(List.of(), pruned, Map.of("delta.appendOnly", "true"));
  }

  @Override
  public Map<String, Long> boundsAt(StageContext context, String position) {
    return extractor(context).boundsAt(context.lake(), state(context), position);
  }

  @Override
  public Window closed(StageContext context, Instant from, Instant to) {
    return extractor(context).closed(context.lake(), state(context), from, to);
  }

  @Override
  public String behind(StageContext context) {
    return extractor(context).behind(context.lake(), state(context));
  }

  private TableState state(StageContext context) {
    return context.lake().table(declared.name()).state();
  }

  private Extractor extractor(StageContext context) {
    return Extractors.of(declared, context.project());
  }
}
