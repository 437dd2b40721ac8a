package io.ingot.core.batch;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeFiles;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The plans that were written ahead, below {@code _ingot/plans}: once a batch is planned, every
 * retry of it does the same work. A plan that failed or was refused is withdrawn, since nothing of
 * it was published; a changed declaration plans anew.
 */
public final class Plans {
  private final LakeFiles files;

  public Plans(Lake lake) {
    this.files = lake.files();
  }

  /** The plan of the table's next batch, where an earlier run wrote it and did not finish. */
  public Optional<Plan> planned(TableName table, TableState state, String definition) {
    return files
        .read(name(table, state.generation(), state.nextBatch(), definition))
        .map(text -> Json.read(text, Plan.class));
  }

  /**
   * Writes a plan unless another run was faster, and returns the one that stands.
   *
   * @param batch the batch with the plan that it would have
   */
  public Batch writeAhead(Batch batch) {
    String name = name(batch);
    if (files.putIfAbsent(name, Json.write(batch.plan()))) {
      return batch;
    }
    Plan standing =
        files
            .read(name)
            .map(text -> Json.read(text, Plan.class))
            .orElseThrow(
                () -> new IllegalStateException("The plan " + name + " went while it was read."));
    return new Batch(
        batch.target(),
        batch.generation(),
        batch.number(),
        standing,
        batch.definition(),
        batch.run(),
        batch.at());
  }

  /**
   * The plan of a batch that the table carries, for when the log no longer tells it; empty when it
   * is not kept, or when several declarations planned the same batch.
   */
  public Optional<Plan> kept(TableName table, int generation, long number) {
    List<String> names = files.list(folder(table)).stream().filter(of(generation, number)).toList();
    return names.size() == 1
        ? files.read(folder(table) + names.get(0)).map(text -> Json.read(text, Plan.class))
        : Optional.empty();
  }

  /**
   * Forgets all plans but a committed batch's and the next one's: the next plan starts from the
   * latest only. With a table's first batch the next one's goes too, since it can only be that of a
   * table of the same name that was deleted.
   */
  void forgetBefore(Batch committed) {
    Predicate<String> kept =
        committed.number() == 0
            ? of(committed.generation(), 0)
            : of(committed.generation(), committed.number())
                .or(of(committed.generation(), committed.number() + 1));
    files.list(folder(committed.target())).stream()
        .filter(kept.negate())
        .forEach(name -> files.delete(folder(committed.target()) + name));
  }

  /**
   * Plans that no run looks at any more: of a line of batches that has ended, or of batches that
   * others have followed.
   *
   * @param state the table now
   */
  public List<String> outdated(TableName table, TableState state) {
    Predicate<String> kept =
        of(state.generation(), state.batch()).or(of(state.generation(), state.nextBatch()));
    return files.list(folder(table)).stream()
        .filter(kept.negate())
        .map(name -> folder(table) + name)
        .toList();
  }

  /** Takes back the plan of a batch that failed before its table was committed. */
  public void withdraw(Batch batch) {
    files.delete(name(batch));
  }

  private static Predicate<String> of(int generation, long number) {
    return name -> name.startsWith(generation + "-" + number + "-");
  }

  private static String folder(TableName table) {
    return "plans/" + table + "/";
  }

  private static String name(Batch batch) {
    return name(batch.target(), batch.generation(), batch.number(), batch.definition());
  }

  private static String name(TableName table, int generation, long number, String definition) {
    return folder(table) + generation + "-" + number + "-" + definition + ".json";
  }
}
