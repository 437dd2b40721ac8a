package io.ingot.core.lineage;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which columns tell of a person: of silver those that the contract says so of, of bronze those
 * that such are made of, of computed tables those whose values come from such, over however many
 * tables. A column of which nobody knows what it is made of counts as one that does, unless no
 * contract of the project speaks of persons at all.
 */
public final class PersonalColumns {
  /** What Ingot adds beside the values of a source. */
  private static final Set<String> ADDED =
      Set.of(
          "_batch",
          "_extracted_at",
          "_valid_from",
          "_valid_to",
          "_current",
          "_deleted",
          "_source",
          "_known_at");

  private final Project project;
  private final ColumnLineages lineages;

  public PersonalColumns(Project project, Lake lake) {
    this.project = Objects.requireNonNull(project, "project");
    this.lineages = ColumnLineages.of(project, lake);
  }

  /** Tells of a table's columns whether they do. */
  public Predicate<String> of(TableName table) {
    return column -> holds(table, column);
  }

  /** Whether a column of a table does. */
  public boolean holds(TableName name, String column) {
    if (ADDED.contains(column)) {
      return false;
    }
    Optional<Table> table = project.table(name);
    if (table.isEmpty()) {
      return true;
    }
    if (table.get() instanceof SilverTable silver) {
      return Optional.ofNullable(silver.columns().get(column))
          .map(ColumnContract::personal)
          .orElseGet(this::speaksOfPersons);
    }
    return table.get() instanceof BronzeTable ? sent(name, column) : computed(name, column);
  }

  private boolean sent(TableName bronze, String column) {
    List<ColumnContract> made =
        project.tables().values().stream()
            .filter(SilverTable.class::isInstance)
            .map(SilverTable.class::cast)
            .filter(silver -> silver.from().contains(bronze))
            .flatMap(silver -> silver.columns().entrySet().stream())
            .filter(contract -> isOf(column, contract))
            .map(Map.Entry::getValue)
            .toList();
    return made.isEmpty() ? speaksOfPersons() : made.stream().anyMatch(ColumnContract::personal);
  }

  private static boolean isOf(String column, Map.Entry<String, ColumnContract> contract) {
    return contract.getValue().fields(contract.getKey()).stream()
        .anyMatch(field -> field.equals(column) || field.startsWith(column + "."));
  }

  private boolean computed(TableName table, String column) {
    return lineages
        .lineage(table)
        .map(ColumnLineage::columns)
        .filter(known -> known.containsKey(column))
        .map(
            known ->
                known.get(column).stream()
                    .filter(input -> input.kind().isDirect())
                    .anyMatch(
                        input ->
                            !(input.origin() instanceof Origin.OfLake of)
                                || holds(of.table(), input.column())))
        .orElseGet(this::speaksOfPersons);
  }

  private boolean speaksOfPersons() {
    return project.tables().values().stream()
        .filter(SilverTable.class::isInstance)
        .map(SilverTable.class::cast)
        .flatMap(silver -> silver.columns().values().stream())
        .anyMatch(ColumnContract::personal);
  }
}
