package io.ingot.etl.why;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.lit;

import io.ingot.core.batch.Pick;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.LakeTable;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.Recompute;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Graph;
import io.ingot.core.run.RefusedRow;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.silver.contract.Masking;
import io.ingot.etl.silver.quarantine.RefusedReport;
import io.ingot.etl.trace.Conditions;
import io.ingot.etl.trace.Trait;
import java.sql.Timestamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;

/** Follows a row of a silver table, back to its source and on to what is computed from it. */
final class SilverTrace {
  private static final int MANY = 100;

  private final Project project;
  private final Lake lake;
  private final SilverTable declared;
  private final LakeTable table;
  private final TableState state;
  private final Shown shown;

  SilverTrace(Project project, Lake lake, SilverTable declared, Shown shown) {
    this.project = project;
    this.lake = lake;
    this.declared = declared;
    this.table = lake.table(declared.name());
    this.state = table.state();
    this.shown = shown;
  }

  /**
   * Follows the row of a key.
   *
   * @param said the key's values by comma
   */
  Answer follow(String said) {
    if (declared.keys().isEmpty()) {
      throw new ProjectException(
          "Cannot look for a row of "
              + declared.name()
              + ": no column of it is a key. Set 'key: true' in silver/"
              + declared.name().name()
              + ".yml.");
    }
    if (!state.exists()) {
      throw new ProjectException(
          "Cannot look for a row of " + declared.name() + ": it has no batch yet. Run it first.");
    }
    Keys keys = Keys.of(lake, declared.name(), declared.keys(), state.schema(), said);
    Batches batches = Batches.of(table);
    List<Row> now =
        table
            .at(state.version())
            .filter(keys.match())
            .select(with(col(BronzeColumns.BATCH).as("_came")))
            .limit(MANY)
            .collectAsList();
    Feed feed = Feed.of(table, state.version(), keys.match(), columns(), batches);
    Set<Long> numbers = new LinkedHashSet<>(feed.numbers());
    now.forEach(row -> Optional.ofNullable(row.<Long>getAs("_came")).ifPresent(numbers::add));
    return new Answer(
        declared.name(),
        state.version(),
        now.stream().map(SilverTrace::cells).toList(),
        made(feed, numbers, batches),
        origins(keys, numbers),
        feed.changes(),
        feed.reach(),
        refused(keys),
        now.isEmpty() ? List.of() : went(keys, feed),
        Map.of(),
        Optional.empty(),
        looked(feed));
  }

  private List<String> looked(Feed feed) {
    return List.of(
        declared.name() + " at version " + state.version(),
        "its changes, " + feed.reach(),
        declared.name().quarantine().toString());
  }

  private Column[] columns() {
    Masking masking = new Masking(declared);
    return Arrays.stream(state.schema().fields())
        .map(field -> text(field, masking).as(field.name()))
        .toArray(Column[]::new);
  }

  private Column text(StructField field, Masking masking) {
    Column text = col("`" + field.name() + "`").cast("string");
    boolean declares = declared.columns().containsKey(field.name());
    return declares && shown == Shown.MASKED ? masking.shown(field.name(), text) : text;
  }

  private Column[] with(Column more) {
    return Stream.concat(Arrays.stream(columns()), Stream.of(more)).toArray(Column[]::new);
  }

  static Map<String, String> cells(Row row) {
    Map<String, String> cells = new LinkedHashMap<>();
    for (String name : row.schema().fieldNames()) {
      if (!name.equals("_came")) {
        cells.put(name, Objects.toString(row.get(row.fieldIndex(name)), "null"));
      }
    }
    return cells;
  }

  private List<Answer.Made> made(Feed feed, Set<Long> numbers, Batches batches) {
    Map<Long, Answer.Made> made = new TreeMap<>();
    feed.changes().stream()
        .flatMap(change -> batches.at(change.version()).stream())
        .forEach(batch -> made.put(batch.batch(), batch));
    if (made.isEmpty() && declared.from().size() == 1) {
      numbers.stream()
          .flatMap(number -> batches.taking(declared.from().get(0), number).stream())
          .forEach(batch -> made.put(batch.batch(), batch));
    }
    return List.copyOf(made.values());
  }

  /** The bronze rows of the key in the batches that any version of the row came with. */
  private List<Answer.Origin> origins(Keys keys, Set<Long> numbers) {
    List<Answer.Origin> origins = new ArrayList<>();
    for (TableName bronze : declared.from()) {
      LakeTable from = lake.table(bronze);
      if (from.state().exists() && !numbers.isEmpty()) {
        origins.addAll(origins(from, keys, numbers));
      }
    }
    return origins;
  }

  private List<Answer.Origin> origins(LakeTable bronze, Keys keys, Set<Long> numbers) {
    TableState now = bronze.state();
    Column known =
        keys.texts().entrySet().stream()
            .map(key -> expr(condition(key.getKey(), key.getValue(), now)))
            .reduce(Column::and)
            .orElseThrow();
    Map<Long, List<Row>> byBatch = new TreeMap<>();
    bronze
        .at(now.version())
        .filter(col(BronzeColumns.BATCH).isin(numbers.toArray()))
        .as("t")
        .filter(known)
        .select(
            BronzeColumns.BATCH,
            BronzeColumns.RUN,
            BronzeColumns.EXTRACTED_AT,
            BronzeColumns.SOURCE + ".name",
            BronzeColumns.SOURCE + ".position")
        .orderBy(col(BronzeColumns.BATCH), col("name"), col("position"))
        .limit(MANY)
        .collectAsList()
        .forEach(
            row -> byBatch.computeIfAbsent(row.getLong(0), none -> new ArrayList<>()).add(row));
    List<Answer.Origin> origins = new ArrayList<>();
    byBatch.values().stream()
        .flatMap(rows -> rows.stream().map(row -> origin(bronze.name(), row, rows.size() - 1L)))
        .forEach(origins::add);
    return origins;
  }

  private static Answer.Origin origin(TableName bronze, Row row, long duplicates) {
    return new Answer.Origin(
        bronze,
        row.getLong(0),
        row.getString(1),
        row.<Timestamp>getAs(2).toInstant(),
        Objects.toString(row.get(3), "?"),
        Optional.ofNullable(row.<Long>getAs(4)),
        duplicates);
  }

  private String condition(String column, String value, TableState bronze) {
    return Conditions.bronze(trait(column), bronze.schema(), literal(value));
  }

  private static String literal(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  private Trait trait(String column) {
    ColumnContract contract = declared.columns().get(column);
    return new Trait(
        column,
        contract.fields(column),
        Optional.of(contract.type())
            .filter(type -> !(DataType.fromDDL(type) instanceof StringType)),
        contract.letterCase().isPresent() ? Trait.Letters.SAME : Trait.Letters.DIFFER);
  }

  /** By the key that a refused row had; one whose key could not be read has none. */
  private List<RefusedRow> refused(Keys keys) {
    LakeTable quarantine = lake.table(declared.name().quarantine());
    TableState now = quarantine.state();
    if (!now.exists()) {
      return List.of();
    }
    Column same =
        keys.texts().entrySet().stream()
            .map(
                key ->
                    expr(
                        "try_cast(get_json_object(key, \"$['"
                            + key.getKey()
                            + "']\") AS "
                            + declared.columns().get(key.getKey()).type()
                            + ") = try_cast("
                            + literal(key.getValue())
                            + " AS "
                            + declared.columns().get(key.getKey()).type()
                            + ")"))
            .reduce(Column::and)
            .orElse(lit(false));
    List<String> ids =
        quarantine
            .at(now.version())
            .filter(same)
            .select("id")
            .distinct()
            .limit(MANY)
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .filter(Objects::nonNull)
            .toList();
    return ids.isEmpty()
        ? List.of()
        : RefusedReport.at(quarantine, now.version())
            .rows(new Pick(List.of(), List.of(), List.of(), ids), MANY);
  }

  /** What is computed from the row: the batch by which its last change entered. */
  private List<Answer.Went> went(Keys keys, Feed feed) {
    long since = feed.changes().stream().mapToLong(Answer.Change::version).max().orElse(0);
    List<Answer.Went> went = new ArrayList<>();
    for (TableName child : Graph.of(project).children(declared.name())) {
      Table follower = project.tables().get(child);
      if (follower instanceof SilverTable || !lake.table(child).state().exists()) {
        continue;
      }
      Place place = place(follower, keys);
      went.add(
          new Answer.Went(
              child,
              place.words(),
              place.rows(),
              Batches.of(lake.table(child)).reading(declared.name(), since)));
    }
    return went;
  }

  private Place place(Table follower, Keys keys) {
    Optional<Recompute> rule =
        follower instanceof GoldTable gold
            ? gold.recompute().stream()
                .filter(told -> told.driver().equals(declared.name()) && told.of().isEmpty())
                .findFirst()
            : Optional.empty();
    if (rule.isPresent()) {
      Map<String, String> columns = new LinkedHashMap<>();
      for (int i = 0; i < rule.get().by().size(); i++) {
        columns.put(rule.get().by().get(i), rule.get().values().get(i));
      }
      return place(follower.name(), keys, columns);
    }
    if (follower instanceof FeatureView view) {
      Map<String, String> entity = new LinkedHashMap<>();
      view.entity().keySet().forEach(column -> entity.put(column, "`" + column + "`"));
      return place(follower.name(), keys, entity);
    }
    return new Place("the whole table", rows(follower.name(), lit(true)));
  }

  private Place place(TableName follower, Keys keys, Map<String, String> columns) {
    Dataset<Row> row = table.at(state.version()).filter(keys.match());
    Map<String, Object> values = new LinkedHashMap<>();
    Row found =
        row.selectExpr(columns.values().toArray(String[]::new)).limit(1).collectAsList().get(0);
    int at = 0;
    Column there = lit(true);
    for (String column : columns.keySet()) {
      Object value = found.get(at++);
      values.put(column, value);
      there = there.and(col("`" + column + "`").eqNullSafe(lit(value)));
    }
    boolean hides =
        shown == Shown.MASKED
            && columns.keySet().stream()
                .map(declared.columns()::get)
                .filter(Objects::nonNull)
                .anyMatch(ColumnContract::personal);
    return new Place(
        hides ? String.join(", ", columns.keySet()) + " ***" : words(values),
        rows(follower, there));
  }

  private static String words(Map<String, Object> values) {
    List<String> words = new ArrayList<>();
    values.forEach((column, value) -> words.add(column + " " + value));
    return String.join(", ", words);
  }

  private long rows(TableName name, Column where) {
    return lake.table(name).at(lake.table(name).state().version()).filter(where).count();
  }

  /** Whether values that tell of a person are shown. */
  enum Shown {
    MASKED,
    PLAIN
  }

  private record Place(String words, long rows) {}
}
