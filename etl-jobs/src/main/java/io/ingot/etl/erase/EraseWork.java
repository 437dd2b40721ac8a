package io.ingot.etl.erase;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.Erasures;
import io.ingot.core.batch.Json;
import io.ingot.core.batch.Plans;
import io.ingot.core.error.ExitCode;
import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Graph;
import io.ingot.core.run.Progress;
import io.ingot.core.run.Releasing;
import io.ingot.core.run.RunHistory;
import io.ingot.core.run.RunRecord;
import io.ingot.core.run.Runner;
import io.ingot.core.run.Stages;
import io.ingot.core.run.Subject;
import io.ingot.etl.silver.quarantine.Forgetting;
import io.ingot.etl.trace.Conditions;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Takes one subject out of a lake. May be killed anywhere: the same again takes over what is left.
 */
public final class EraseWork {
  private final Project project;
  private final Lake lake;
  private final Subject subject;
  private final Progress progress;
  private final Erasures records;
  private final List<Eraser> erasers;

  public EraseWork(Project project, Lake lake, Subject subject, Progress progress) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
    this.subject = Objects.requireNonNull(subject, "subject");
    this.progress = Objects.requireNonNull(progress, "progress");
    this.records = new Erasures(lake);
    this.erasers =
        ServiceLoader.load(Eraser.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  /**
   * What would be done; changes nothing.
   *
   * @throws ProjectException when no column of the project tells the subject, or none can hold the
   *     value
   */
  ErasePlan plan() {
    Search search = search();
    if (search.isEmpty()) {
      throw new ProjectException(
          "Cannot erase by "
              + subject.named()
              + ": no table of the project has such a column. Say one that a silver, gold or"
              + " feature table declares or a bronze table has.");
    }
    search
        .misfit()
        .ifPresent(
            types -> {
              throw new ProjectException(
                  "Cannot erase by " + subject.named() + ": the value is no " + types + ".");
            });
    List<Erasure.Part> parts = search.found();
    return new ErasePlan(
        subject.named(),
        parts,
        computed(tables(parts)),
        places(),
        search.versions(),
        Limits.of(project, search.tables(), search.names(), subject));
  }

  /** Entries of the subject outside of the tables, by place; 0 where there is none. */
  private Map<String, Long> places() {
    Map<String, Long> places = new TreeMap<>();
    erasers.forEach(
        eraser -> places.merge(eraser.place(), eraser.count(project, lake, subject), Long::sum));
    return places;
  }

  /** The places that hold any. */
  private Map<String, Long> left() {
    Map<String, Long> left = places();
    left.values().removeIf(entries -> entries == 0);
    return left;
  }

  private Search search() {
    return new Search(project, lake.inOwnSession(), subject);
  }

  /** Every earlier erasure of the same subject whose old versions may still be there. */
  private List<Erasure> earlier() {
    return records.all().stream()
        .filter(record -> record.digest().equals(subject.digest(record.id())))
        .filter(record -> record.state() != Erasure.State.PURGED)
        .toList();
  }

  /**
   * Does it.
   *
   * @param id of this erasure; commits carry it
   */
  Done carryOut(String id, String who, Ending ending) {
    Instant at = Instant.now().truncatedTo(ChronoUnit.MILLIS);
    List<Erasure> earlier = earlier();
    Search search = search();
    Set<TableName> touched = tables(earlier.stream().flatMap(e -> e.parts().stream()).toList());
    touched.addAll(tables(search.found()));
    Erasure erasure;
    try (Holds holds = Holds.on(project, lake, held(search, touched), id)) {
      withdrawPlans(held(search, touched), id, at);
      erasure =
          new Erasure(
              id,
              Erasure.State.BEGUN,
              at,
              who,
              subject.named(),
              subject.digest(id),
              search.found(),
              Optional.empty());
      records.keep(erasure);
      touched.addAll(tables(erasure.parts()));
      erase(erasure, search, holds);
      boolean died = earlier.stream().anyMatch(e -> e.state() == Erasure.State.BEGUN);
      mend(search, died, id);
      erasers.forEach(eraser -> eraser.erase(project, lake, subject));
    }
    Optional<RunRecord> followed = follow(touched, id);
    // Who read the tables before their rows were out may have written down what they held since.
    erasers.forEach(eraser -> eraser.erase(project, lake, subject));
    Purge purge = new Purge(project, lake, id);
    if (ending == Ending.AT_ONCE) {
      // What holds nothing of the subject now may have held it in an earlier version.
      Set<TableName> all = new TreeSet<>(touched);
      all.addAll(search.tables());
      purge.of(all, computed(all));
    }
    return prove(erasure, purge, earlier, followed, ending);
  }

  private void erase(Erasure erasure, Search search, Holds holds) {
    String about = about(erasure.id());
    for (Erasure.Part part : ordered(erasure.parts())) {
      TableName name = part.table();
      holds.requireHeld();
      if (name.layer() == Layer.QUARANTINE) {
        new Forgetting(lake.inOwnSession().table(name))
            .forget(search.matching(name), erasure.who());
        new Forgetting(lake.inOwnSession().table(name)).recount(about);
      } else {
        // The commit takes its mark from the settings of a session that is used for nothing else.
        Lake own = lake.inOwnSession();
        own.table(name)
            .erase(Conditions.subject(own.spark(), subject), search.condition(name), about);
      }
    }
  }

  /** From the sources on, so that nothing that is gone can come back from a table before. */
  private static List<Erasure.Part> ordered(List<Erasure.Part> parts) {
    return parts.stream().sorted(Comparator.comparing(Erasure.Part::table)).toList();
  }

  /** What an erasure that died left half done. */
  private void mend(Search search, boolean died, String id) {
    for (TableName name : search.tables()) {
      if (name.layer() == Layer.BRONZE) {
        lake.table(name).seal();
      } else if (name.layer() == Layer.QUARANTINE && died) {
        new Forgetting(lake.inOwnSession().table(name)).recount(about(id));
      }
    }
  }

  /** What a commit says of itself instead of a batch. */
  private static String about(String id) {
    return Json.write(Map.of("erasure", id));
  }

  /** The tables whose rows may not move meanwhile. */
  private Set<TableName> held(Search search, Set<TableName> touched) {
    Set<TableName> held = new TreeSet<>();
    Stream.concat(search.tables().stream(), touched.stream())
        .map(EraseWork::leased)
        .filter(project.tables()::containsKey)
        .forEach(held::add);
    held.addAll(computed(held));
    return held;
  }

  /** A quarantine goes with its table. */
  private static TableName leased(TableName table) {
    return table.layer() == Layer.QUARANTINE ? new TableName(Layer.SILVER, table.name()) : table;
  }

  /**
   * A plan that a run left behind reads versions that hold the subject; nothing of it is published,
   * so the next run plans anew.
   */
  private void withdrawPlans(Set<TableName> tables, String id, Instant at) {
    Plans plans = new Plans(lake);
    for (TableName name : tables) {
      Table table = project.tables().get(name);
      TableState state = lake.table(name).state();
      requireWhole(table, state);
      plans
          .planned(name, state, table.definitionHash())
          .filter(plan -> !plan.inputs().isEmpty())
          .ifPresent(
              plan ->
                  plans.withdraw(
                      new Batch(
                          name,
                          state.generation(),
                          state.nextBatch(),
                          plan,
                          table.definitionHash(),
                          id,
                          at)));
    }
  }

  private void requireWhole(Table table, TableState state) {
    if (table instanceof SilverTable) {
      LakeTable quarantine = lake.table(table.name().quarantine());
      if (quarantine.state().batch() > state.batch()) {
        throw new FencedException(
            "Cannot erase from "
                + table.name()
                + ": its batch "
                + quarantine.state().batch()
                + " is half published, since a run died. Run 'ingot run --select "
                + table.name()
                + "' first.");
      }
    }
  }

  /** The gold tables and feature views that are computed from tables, in the order of the graph. */
  private List<TableName> computed(Set<TableName> from) {
    Graph graph = Graph.of(project);
    Set<TableName> reached =
        from.stream()
            .filter(project.tables()::containsKey)
            .flatMap(table -> graph.downstream(table).stream())
            .filter(table -> Computed.is(project.tables().get(table)))
            .collect(Collectors.toSet());
    return graph.ordered().stream().filter(reached::contains).toList();
  }

  private Optional<RunRecord> follow(Set<TableName> touched, String id) {
    Set<TableName> behind = new TreeSet<>(computed(touched));
    if (behind.isEmpty()) {
      return Optional.empty();
    }
    RunRecord record = new Runner(project, lake, Stages.onClassPath(), progress).run(id, behind);
    new RunHistory(lake).keep(record);
    // Readers of releases go on seeing the subject until one is out that does not hold it.
    new Releasing(project, lake).after(record);
    return Optional.of(record);
  }

  private Done prove(
      Erasure erasure,
      Purge purge,
      List<Erasure> earlier,
      Optional<RunRecord> followed,
      Ending ending) {
    Search search = search();
    List<String> files =
        ending == Ending.AT_ONCE ? FileSearch.below(lake.spark(), lake.location()) : List.of();
    Erasure.Proof proof =
        new Erasure.Proof(
            Instant.now().truncatedTo(ChronoUnit.MILLIS),
            search.versions(),
            search.found().stream().mapToLong(Erasure.Part::rows).sum(),
            purge.purged(),
            purge.kept(),
            files.size(),
            FileSearch.places(lake.spark(), files, subject.value(), search.names()),
            left());
    boolean gone = ending == Ending.AT_ONCE && purge.kept().isEmpty() && proof.isClean();
    Erasure ended = erasure.ended(gone ? Erasure.State.PURGED : Erasure.State.ERASED, proof);
    records.keep(ended);
    earlier.forEach(
        before ->
            records.keep(
                before.ended(
                    gone && before.state() != Erasure.State.BEGUN
                        ? Erasure.State.PURGED
                        : before.state() == Erasure.State.BEGUN
                            ? Erasure.State.TAKEN_OVER
                            : before.state(),
                    before.proof().orElse(proof))));
    return new Done(ended, followed);
  }

  private static Set<TableName> tables(List<Erasure.Part> parts) {
    return parts.stream().map(Erasure.Part::table).collect(Collectors.toCollection(TreeSet::new));
  }

  /** When the old versions go. */
  enum Ending {
    /** With the next upkeep, when they are old enough. */
    IN_TIME,
    AT_ONCE
  }

  /**
   * How it ended.
   *
   * @param erasure with its proof
   * @param followed the run that brought the computed tables up to date
   */
  record Done(Erasure erasure, Optional<RunRecord> followed) {
    /** A run that failed counts first, then what was found or could not be removed. */
    ExitCode code() {
      ExitCode found =
          erasure.proof().filter(Erasure.Proof::isClean).isPresent()
                  && erasure.proof().get().kept().isEmpty()
              ? ExitCode.DONE
              : ExitCode.WARNINGS;
      return followed.map(run -> ExitCode.of(run.exitCode()).orWorse(found)).orElse(found);
    }
  }
}
