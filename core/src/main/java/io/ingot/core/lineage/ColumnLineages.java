package io.ingot.core.lineage;

import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructType;

/**
 * The columns of a project's tables and what they are made of, by the declarations: of silver by
 * the contract, of gold by its analysed query, of features by the view. The lake is asked only for
 * what no declaration tells, so most is known before a table is built. No row is read.
 *
 * <p>It looks once: what is asked again is answered as it was then. For one thread.
 */
public final class ColumnLineages {
  private final Project project;
  private final Lake lake;
  private final Map<TableName, Optional<Known>> known = new HashMap<>();
  private final Map<TableName, StructType> built = new HashMap<>();

  private ColumnLineages(Project project, Lake lake) {
    this.project = Objects.requireNonNull(project, "project");
    this.lake = Objects.requireNonNull(lake, "lake");
  }

  /** Of a project whose tables lie in a lake. */
  public static ColumnLineages of(Project project, Lake lake) {
    return new ColumnLineages(project, lake);
  }

  /**
   * What a table's columns are made of; empty where that can't be known yet, such as for a bronze
   * table that was never filled.
   */
  public Optional<ColumnLineage> lineage(TableName table) {
    return known(table).map(Known::lineage);
  }

  /** A table's columns with their types, as it has them or will have them; empty as above. */
  public Optional<StructType> columns(TableName table) {
    return known(table).map(Known::columns);
  }

  /**
   * The columns of what a view reads, with their types: of its table or of its query's answer;
   * empty where they can't be known yet.
   */
  public Optional<StructType> read(FeatureView view) {
    return view.from().map(this::columns).orElseGet(() -> answer(view).map(Known::columns));
  }

  /** The lineage of every table of the project of which it can be known, by table. */
  public Map<TableName, ColumnLineage> all() {
    Map<TableName, ColumnLineage> all = new TreeMap<>();
    project.tables().keySet().forEach(table -> lineage(table).ifPresent(l -> all.put(table, l)));
    return Collections.unmodifiableMap(all);
  }

  /** A table's columns as its log tells them; none for a table that is not there. */
  StructType built(TableName table) {
    return built.computeIfAbsent(
        table,
        name -> {
          TableState state = lake.table(name).state();
          return state.exists() ? state.schema() : new StructType();
        });
  }

  private Optional<Known> known(TableName table) {
    Optional<Known> before = known.get(table);
    if (before == null) {
      before = project.table(table).flatMap(this::find);
      known.put(table, before);
    }
    return before;
  }

  private Optional<Known> find(Table table) {
    if (table instanceof BronzeTable bronze) {
      return BronzeLineage.of(bronze, built(bronze.name()));
    }
    if (table instanceof SilverTable silver) {
      return Optional.of(new SilverLineage(silver, project, this).known());
    }
    if (table instanceof GoldTable gold) {
      return query(gold.name(), gold.inputs(), gold.sql().text());
    }
    FeatureView view = (FeatureView) table;
    return Optional.of(FeatureLineage.of(view, built(view.name()), answer(view)));
  }

  private Optional<Known> answer(FeatureView view) {
    return view.from().isPresent()
        ? Optional.empty()
        : query(view.name(), view.inputs(), view.sql().text());
  }

  private Optional<Known> query(TableName table, Set<TableName> inputs, String sql) {
    return QueryLineage.of(table, inputs, sql, this, lake.spark());
  }

  /** What is known of a table. */
  record Known(StructType columns, ColumnLineage lineage) {}
}
