package io.ingot.quality.drift;

import static org.apache.spark.sql.functions.lit;

import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.DeltaLoss;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Drift;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Compares the columns of one table with their baselines: one scan of the table, and where a
 * baseline has to be taken first, one or two more for its bins.
 */
final class TableLook {
  private final LakeTable table;
  private final TableState state;
  private final Baselines baselines;
  private final TrainingSets sets;
  private final Instant at;

  /**
   * @param state of a table that is there
   * @param sets that a baseline may be
   * @param at the moment at which windows end
   */
  TableLook(LakeTable table, TableState state, Baselines baselines, TrainingSets sets, Instant at) {
    this.table = Objects.requireNonNull(table, "table");
    this.state = Objects.requireNonNull(state, "state");
    this.baselines = Objects.requireNonNull(baselines, "baselines");
    this.sets = Objects.requireNonNull(sets, "sets");
    this.at = Objects.requireNonNull(at, "at");
  }

  /**
   * Compares; takes and keeps the baselines that are to be kept and are not there.
   *
   * @throws ProjectException when a version that is a baseline cannot be read and was never kept
   */
  List<Compared> compare(List<Subject> subjects) {
    Map<Subject, KeptBaseline> known = new LinkedHashMap<>();
    for (Subject subject : subjects) {
      if (isKept(subject)) {
        baselines
            .find(subject, state.tableId())
            .filter(kept -> kept.isEnough(subject))
            .ifPresent(kept -> known.put(subject, kept));
      }
    }
    ofVersions(subjects, known);
    ofSets(subjects, known);
    List<Subject> unknown =
        subjects.stream().filter(subject -> !known.containsKey(subject)).toList();
    Dataset<Row> rows = table.at(state.version());
    List<Bins> bins = bins(rows, unknown);
    List<BinCount.Counted> counted = new ArrayList<>(baselineOf(unknown, bins));
    for (Subject subject : subjects) {
      counted.add(
          new BinCount.Counted(
              Stretch.compared(subject.drift(), at).holds(subject.drift(), state.schema()),
              subject.value(),
              known.containsKey(subject)
                  ? known.get(subject).histogram().bins()
                  : bins.get(unknown.indexOf(subject))));
    }
    List<Histogram> histograms = BinCount.of(rows, counted);
    for (int i = 0; i < unknown.size(); i++) {
      Subject subject = unknown.get(i);
      known.put(subject, taken(subject, state.version(), histograms.get(i)));
    }
    List<Compared> compared = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      compared.add(
          new Compared(
              subject,
              state.version(),
              Stretch.compared(subject.drift(), at).from(),
              known.get(subject),
              histograms.get(unknown.size() + i)));
    }
    return compared;
  }

  /** Baselines of the table as it is now, which are not kept yet. */
  List<KeptBaseline> anew(List<Subject> subjects) {
    Dataset<Row> rows = table.at(state.version());
    List<Histogram> histograms = BinCount.of(rows, baselineOf(subjects, bins(rows, subjects)));
    List<KeptBaseline> anew = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      anew.add(KeptBaseline.of(subjects.get(i), state.version(), at, histograms.get(i)));
    }
    return anew;
  }

  private void ofVersions(List<Subject> subjects, Map<Subject, KeptBaseline> known) {
    subjects.stream()
        .filter(subject -> !known.containsKey(subject))
        .filter(subject -> subject.drift().baseline().version().isPresent())
        .collect(
            Collectors.groupingBy(
                subject -> subject.drift().baseline().version().orElseThrow(),
                TreeMap::new,
                Collectors.toList()))
        .forEach((version, asked) -> ofVersion(version, asked, known));
  }

  private void ofVersion(long version, List<Subject> subjects, Map<Subject, KeptBaseline> known) {
    try {
      Dataset<Row> rows = table.at(version);
      requireColumns("Version " + version + " of " + table.name(), rows, subjects);
      takeWhole(rows, version, subjects, known);
    } catch (Exception e) {
      // Delta declares no checked exceptions here and throws some all the same.
      if (!DeltaLoss.isWhy(e)) {
        throw e;
      }
      throw new ProjectException(
          "Cannot read version "
              + version
              + " of "
              + table.name()
              + ", which the drift of "
              + columns(subjects)
              + " is compared with: the table never had it, or its files are gone. The latest is"
              + " version "
              + state.version()
              + ". Name a version that is there as baseline, or first.",
          e);
    }
  }

  private void ofSets(List<Subject> subjects, Map<Subject, KeptBaseline> known) {
    subjects.stream()
        .filter(subject -> !known.containsKey(subject))
        .filter(subject -> subject.drift().baseline().set().isPresent())
        .collect(
            Collectors.groupingBy(
                subject -> subject.drift().baseline().set().orElseThrow(),
                TreeMap::new,
                Collectors.toList()))
        .forEach(
            (folder, asked) -> {
              Dataset<Row> rows = sets.trainingPart(folder);
              requireColumns("The training set " + folder, rows, asked);
              takeWhole(rows, state.version(), asked, known);
            });
  }

  /** Takes baselines of all of some rows. */
  private void takeWhole(
      Dataset<Row> rows, long version, List<Subject> subjects, Map<Subject, KeptBaseline> known) {
    List<BinCount.Counted> counted = new ArrayList<>();
    List<Bins> bins = bins(rows, subjects);
    for (int i = 0; i < subjects.size(); i++) {
      counted.add(new BinCount.Counted(lit(true), subjects.get(i).value(), bins.get(i)));
    }
    List<Histogram> histograms = BinCount.of(rows, counted);
    for (int i = 0; i < subjects.size(); i++) {
      known.put(subjects.get(i), taken(subjects.get(i), version, histograms.get(i)));
    }
  }

  private static void requireColumns(String where, Dataset<Row> rows, List<Subject> subjects) {
    List<String> there = Arrays.asList(rows.schema().fieldNames());
    List<Subject> missing =
        subjects.stream().filter(subject -> !there.contains(subject.column())).toList();
    if (!missing.isEmpty()) {
      throw new ProjectException(
          where
              + " cannot be a baseline of "
              + columns(missing)
              + ": it has no such column. Name one that has it.");
    }
  }

  private static String columns(List<Subject> subjects) {
    return subjects.stream().map(Subject::column).distinct().collect(Collectors.joining(", "));
  }

  private List<Bins> bins(Dataset<Row> rows, List<Subject> subjects) {
    return BinFinder.of(
        rows,
        subjects.stream().map(subject -> new BinFinder.Sought(subject, holds(subject))).toList());
  }

  private List<BinCount.Counted> baselineOf(List<Subject> subjects, List<Bins> bins) {
    List<BinCount.Counted> counted = new ArrayList<>();
    for (int i = 0; i < subjects.size(); i++) {
      Subject subject = subjects.get(i);
      counted.add(new BinCount.Counted(holds(subject), subject.value(), bins.get(i)));
    }
    return counted;
  }

  private Column holds(Subject subject) {
    return Stretch.baseline(subject.drift(), at).holds(subject.drift(), state.schema());
  }

  private KeptBaseline taken(Subject subject, long version, Histogram histogram) {
    KeptBaseline taken = KeptBaseline.of(subject, version, at, histogram);
    if (isKept(subject) && taken.isEnough(subject)) {
      baselines.keep(subject, state.tableId(), taken);
    }
    return taken;
  }

  private static boolean isKept(Subject subject) {
    return subject.drift().baseline().kind() != Drift.Baseline.Kind.WINDOW;
  }
}
