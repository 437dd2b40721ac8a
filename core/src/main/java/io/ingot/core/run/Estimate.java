package io.ingot.core.run;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.SourceFile;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.Volume;
import io.ingot.core.project.TableName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** How much a plan will read, by what logs and listings say; no row is looked at. */
final class Estimate {
  private final StageContext context;

  private Estimate(StageContext context) {
    this.context = context;
  }

  static Volume of(Plan plan, StageContext context) {
    return new Estimate(context).of(plan);
  }

  private Volume of(Plan plan) {
    if (plan instanceof Plan.Extract extract) {
      return of(extract.window());
    }
    if (plan instanceof Plan.Backfill backfill) {
      return of(backfill.window());
    }
    if (plan instanceof Plan.Advance advance) {
      return advance.from().entrySet().stream()
          .map(from -> news(from.getKey(), from.getValue(), advance.inputs().get(from.getKey())))
          .reduce(Volume.none(), Volume::plus);
    }
    if (plan instanceof Plan.Rebuild rebuild) {
      return rebuild.inputs().entrySet().stream()
          .map(input -> table(input).volume(input.getValue().version()))
          .reduce(Volume.none(), Volume::plus);
    }
    return plan instanceof Plan.NothingToDo ? Volume.none() : Volume.unknown();
  }

  private static Volume of(Window window) {
    if (window instanceof Window.Files files) {
      return new Volume(
          Optional.empty(), Optional.of(files.files().stream().mapToLong(SourceFile::bytes).sum()));
    }
    return window instanceof Window.Offsets offsets
        ? new Volume(Optional.of(offsets.size()), Optional.empty())
        : Volume.unknown();
  }

  private LakeTable table(Map.Entry<TableName, Pin> input) {
    return context.lake().table(input.getKey());
  }

  /** What an input gained; the rows that its batches published, since a merge writes others too. */
  private Volume news(TableName input, Pin from, Pin now) {
    LakeTable table = context.lake().table(input);
    if (from.version() < 0) {
      return table.volume(now.version());
    }
    Volume added = table.added(from.version(), now.version());
    AtomicLong batches = new AtomicLong();
    AtomicLong rows = new AtomicLong();
    table.committedAfter(
        from.version(),
        commit -> {
          if (commit.batch() <= now.batch() && !commit.record().isEmpty()) {
            batches.incrementAndGet();
            rows.addAndGet(Json.read(commit.record(), BatchRecord.class).counts().written());
          }
        });
    boolean told = batches.get() == now.batch() - from.batch();
    return told ? new Volume(Optional.of(rows.get()), added.bytes()) : added;
  }
}
