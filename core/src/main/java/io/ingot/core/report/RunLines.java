package io.ingot.core.report;

import io.ingot.core.batch.Json;
import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.StageRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The latest runs of a lake.
 *
 * @param runs the latest first
 * @param unreadable names of records that could not be read
 */
record RunLines(List<RunLine> runs, List<String> unreadable) {
  private static final String FOLDER = "runs";

  /**
   * Reads the records of a lake's latest runs.
   *
   * @param most how many
   * @param tables those that are told of
   */
  static RunLines of(Lake lake, int most, Set<String> tables, Discretion discretion) {
    LakeFiles files = lake.files();
    List<String> names = new ArrayList<>(files.list(FOLDER));
    // Names begin with the time of the run.
    Collections.reverse(names);
    List<RunLine> runs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (String name : names.subList(0, Math.min(most, names.size()))) {
      Optional<RunRecord> record = files.read(FOLDER + "/" + name).flatMap(RunLines::parsed);
      record.ifPresentOrElse(
          run -> runs.add(line(run, tables, discretion)), () -> unreadable.add(name));
    }
    runs.sort(Comparator.comparing(RunLine::started).reversed());
    return new RunLines(runs, unreadable);
  }

  private static Optional<RunRecord> parsed(String text) {
    try {
      return Optional.of(Json.read(text, RunRecord.class));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static RunLine line(RunRecord run, Set<String> tables, Discretion discretion) {
    List<StageRecord> told =
        run.stages().stream().filter(stage -> tables.contains(stage.table().toString())).toList();
    List<StageRecord> changed =
        told.stream().filter(stage -> !stage.outcome().equals("unchanged")).toList();
    return new RunLine(
        run.run(),
        run.started(),
        run.ended(),
        run.exitCode(),
        told.size() - changed.size(),
        changed.stream().map(stage -> line(stage, discretion)).toList(),
        run.application());
  }

  private static RunLine.StageLine line(StageRecord stage, Discretion discretion) {
    return new RunLine.StageLine(
        stage.table().toString(),
        stage.outcome(),
        discretion.said(stage.reason()),
        discretion.said(stage.window()),
        stage.read(),
        stage.written(),
        stage.duplicates(),
        stage.quarantined(),
        stage.bytes(),
        stage.seconds(),
        stage.attempts(),
        stage.verdicts().stream()
            .filter(
                verdict ->
                    verdict.ruling() == Verdict.Ruling.WARNED
                        || verdict.ruling() == Verdict.Ruling.REFUSED)
            .map(Verdict::summary)
            .map(discretion::said)
            .collect(Collectors.toList()));
  }
}
