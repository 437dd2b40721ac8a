package io.ingot.etl.why;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.ingot.core.batch.Pin;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Column;

/** What a row of a computed table follows from: its query, and the versions that were read. */
record GoldTrace(Project project, Lake lake, Table declared, SilverTrace.Shown shown) {
  private static final int MANY = 20;

  Answer follow(String said) {
    LakeTable table = lake.table(declared.name());
    TableState state = table.state();
    if (!state.exists()) {
      throw new ProjectException(
          "Cannot look for a row of " + declared.name() + ": it has no batch yet. Run it first.");
    }
    Keys keys = Keys.of(lake, declared.name(), columns(state), state.schema(), said);
    Batches batches = Batches.of(table);
    PersonalColumns personal = new PersonalColumns(project, lake);
    Column[] texts =
        Arrays.stream(state.schema().fieldNames())
            .map(name -> text(name, personal).as(name))
            .toArray(Column[]::new);
    List<Map<String, String>> rows =
        table
            .at(state.version())
            .filter(keys.match())
            .select(texts)
            .limit(MANY)
            .collectAsList()
            .stream()
            .map(SilverTrace::cells)
            .toList();
    Map<TableName, Long> inputs = new TreeMap<>();
    for (Map.Entry<TableName, Pin> input : batches.inputs().entrySet()) {
      inputs.put(input.getKey(), input.getValue().version());
    }
    return new Answer(
        declared.name(),
        state.version(),
        rows,
        batches.last().stream().toList(),
        List.of(),
        List.of(),
        declared instanceof FeatureView
            ? "every correction is a row of its own, known later than the one that it corrects"
            : "a computed row has no history of its own",
        List.of(),
        List.of(),
        inputs,
        sql(),
        List.of(declared.name() + " at version " + state.version()));
  }

  private Column text(String name, PersonalColumns personal) {
    Column text = col("`" + name + "`").cast("string");
    return shown == SilverTrace.Shown.MASKED && personal.holds(declared.name(), name)
        ? when(text.isNotNull(), lit("***"))
        : text;
  }

  private Optional<String> sql() {
    return declared instanceof GoldTable gold ? Optional.of(gold.sql().text()) : Optional.empty();
  }

  /** By what a row is named: the entity, or the partitions, or else the first column. */
  private List<String> columns(TableState state) {
    if (declared instanceof FeatureView view) {
      return List.copyOf(view.entity().keySet());
    }
    List<String> partitions = ((GoldTable) declared).write().partitionBy();
    return partitions.isEmpty() ? List.of(state.schema().fieldNames()[0]) : partitions;
  }
}
