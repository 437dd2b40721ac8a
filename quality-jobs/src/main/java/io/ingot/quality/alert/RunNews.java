package io.ingot.quality.alert;

import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a run's record has to say to people. */
final class RunNews {
  private static final String REFUSED = "refused";
  private static final String SKIPPED = "skipped";

  private final List<Notice> wrong = new ArrayList<>();
  private final Set<Looked> looked = new LinkedHashSet<>();
  private final List<TableName> skipped = new ArrayList<>();

  private RunNews() {}

  static Seen of(RunRecord record) {
    RunNews news = new RunNews();
    stages(record).values().forEach(news::hear);
    return new Seen(
        Optional.of(record.run()), record.ended(), news.wrong, news.looked, news.skipped);
  }

  /** A table that was worked on more than once in a run has a stage for each time. */
  private static Map<TableName, List<StageRecord>> stages(RunRecord record) {
    Map<TableName, List<StageRecord>> stages = new LinkedHashMap<>();
    record
        .stages()
        .forEach(
            stage -> stages.computeIfAbsent(stage.table(), any -> new ArrayList<>()).add(stage));
    return stages;
  }

  private void hear(List<StageRecord> times) {
    StageRecord last = times.get(times.size() - 1);
    TableName table = last.table();
    if (last.outcome().equals(SKIPPED)) {
      skipped.add(table);
    } else if (last.outcome().equals(REFUSED)) {
      refused(last);
    } else if (!last.done()) {
      wrong.add(Notice.failed(table, last.outcome() + ": " + last.reason()));
    }
    times.stream()
        .flatMap(stage -> stage.verdicts().stream())
        .filter(verdict -> verdict.ruling() == Ruling.WARNED)
        .forEach(verdict -> wrong.add(Notice.of(table, Trouble.WARNED, verdict)));
    if (last.done()) {
      looked.add(new Looked(table, Trouble.FAILED));
      looked.add(new Looked(table, Trouble.REFUSED));
      // A run that found nothing to do judged nothing.
      if (times.stream().anyMatch(stage -> !stage.batches().isEmpty())) {
        looked.add(new Looked(table, Trouble.WARNED));
      }
    }
  }

  private void refused(StageRecord stage) {
    List<Verdict> broken =
        stage.verdicts().stream().filter(verdict -> verdict.ruling() == Ruling.REFUSED).toList();
    broken.forEach(verdict -> wrong.add(Notice.of(stage.table(), Trouble.REFUSED, verdict)));
    if (broken.isEmpty()) {
      wrong.add(Notice.whole(stage.table(), Trouble.REFUSED, stage.reason(), Optional.empty()));
    }
  }
}
