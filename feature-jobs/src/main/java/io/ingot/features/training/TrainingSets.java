package io.ingot.features.training;

import io.ingot.core.batch.Json;
import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.error.SourceException;
import io.ingot.core.lake.Lake;
import io.ingot.features.prepare.Prepared;
import io.ingot.features.prepare.TimeSplit;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Makes training sets. */
final class TrainingSets {
  private static final long ROWS_A_SHARD = 1_000_000;

  private final Lake lake;
  private final Instant at;

  /**
   * @param at when the inputs were pinned
   */
  TrainingSets(Lake lake, Instant at) {
    this.lake = lake;
    this.at = at;
  }

  /**
   * Makes a set and puts it into a folder.
   *
   * @throws ProjectException when something else lies there
   */
  Manifest make(Inputs inputs, SetFolder folder) {
    folder.begin();
    try (Assembled set = assembled(inputs)) {
      Optional<Prepared> prepared = Model.fitted(set.rows(), inputs.service().training().prepare());
      return write(inputs, set, prepared, folder, Optional.empty());
    } catch (RuntimeException e) {
      throw discarded(folder, e);
    }
  }

  /**
   * Makes a set again and puts it into another folder.
   *
   * @param before the set as it was made first
   * @param from its folder, of which the model is taken if it is there
   * @throws GapException when other rows would come out
   */
  Manifest remake(Inputs inputs, Manifest before, SetFolder from, SetFolder folder) {
    folder.begin();
    try (Assembled set = assembled(inputs)) {
      return write(inputs, set, model(set, inputs, before, from), folder, Optional.of(before));
    } catch (RuntimeException e) {
      throw discarded(folder, e);
    }
  }

  /**
   * Makes a set again without writing it, to see that the same would come out.
   *
   * @throws GapException when other rows would
   */
  void verify(Inputs inputs, Manifest before, SetFolder from) {
    try (Assembled set = assembled(inputs)) {
      requireSame(Checksum.of(rows(set, model(set, inputs, before, from))), before);
    }
  }

  /** What is not a whole set must not be taken for one by who reads the shards alone. */
  private static RuntimeException discarded(SetFolder folder, RuntimeException why) {
    try {
      folder.discard();
    } catch (RuntimeException e) {
      why.addSuppressed(e);
    }
    return why;
  }

  private Assembled assembled(Inputs inputs) {
    lake.words()
        .about(
            "training set of " + inputs.recipe().service(),
            "find the values that each label's moment knew");
    Assembled set = Assembled.of(inputs, lake);
    if (set.parts().isEmpty()) {
      set.close();
      throw new SourceException(
          "Cannot make a training set: the labels in "
              + inputs.recipe().labels().describe()
              + " have no rows.");
    }
    return set;
  }

  private Optional<Prepared> model(Assembled set, Inputs inputs, Manifest before, SetFolder from) {
    lake.words().doing("learn from the training rows how to prepare them");
    return Model.kept(before, from)
        .or(() -> Model.fitted(set.rows(), inputs.service().training().prepare()));
  }

  /** The rows as they are written, with {@code _split} and {@link RowOrder#ROW}. */
  private static Dataset<Row> rows(Assembled set, Optional<Prepared> prepared) {
    Dataset<Row> numbered = RowOrder.numbered(set.rows()).drop(RowOrder.PLACE);
    return prepared.map(model -> model.apply(numbered)).orElse(numbered);
  }

  private Manifest write(
      Inputs inputs,
      Assembled set,
      Optional<Prepared> prepared,
      SetFolder folder,
      Optional<Manifest> expected) {
    Recipe recipe = inputs.recipe();
    SetFormat format = SetFormat.of(recipe.format());
    Map<String, Shards> cut = cut(set.parts(), recipe.shards());
    lake.words().doing("bring the rows into their order and write them");
    Dataset<Row> sharded = RowOrder.sharded(rows(set, prepared), cut);
    format.write(sharded, cut, folder);
    lake.words().doing("read what was written, for its checksum");
    String checksum = Checksum.of(format.written(sharded, cut, folder));
    expected.ifPresent(before -> requireSame(checksum, before));
    folder.put(SetFolder.INDEX, Json.pretty(ShardIndex.of(format, cut, folder)));
    Manifest manifest =
        new Manifest(
            recipe,
            at,
            Optional.ofNullable(TrainingSets.class.getPackage().getImplementationVersion()),
            lake.spark().version(),
            set.parts(),
            set.views(),
            prepared.map(model -> Model.save(model, folder)),
            checksum);
    folder.publish(manifest);
    return manifest;
  }

  /** As many shards as are asked for, or else one for each started million of rows. */
  private static Map<String, Shards> cut(Map<String, Long> parts, Optional<Integer> shards) {
    long train = parts.getOrDefault(TimeSplit.TRAIN, 1L);
    int wanted = shards.orElse((int) ((train + ROWS_A_SHARD - 1) / ROWS_A_SHARD));
    Map<String, Shards> cut = new TreeMap<>();
    parts.forEach((part, rows) -> cut.put(part, Shards.of(rows, wanted)));
    return cut;
  }

  private static void requireSame(String checksum, Manifest before) {
    if (!checksum.equals(before.checksum())) {
      throw new GapException(
          "Cannot make the training set again: every input is as it was, but other rows come out"
              + " (checksum "
              + checksum
              + ", and it was "
              + before.checksum()
              + "). It was made by Spark "
              + before.spark()
              + before.ingot().map(version -> " and Ingot " + version).orElse("")
              + before
                  .model()
                  .map(model -> "; keep its folder " + model.path() + " beside the manifest, too")
                  .orElse("")
              + ". Nothing was kept.");
    }
  }
}
