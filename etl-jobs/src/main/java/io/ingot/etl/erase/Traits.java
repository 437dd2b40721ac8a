package io.ingot.etl.erase;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.ColumnName;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Subject;
import io.ingot.etl.bronze.BronzeColumns;
import io.ingot.etl.trace.Trait;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructType;

/**
 * Finds the columns of a project that mean a subject: those of the name that was said, the bronze
 * fields that silver makes them of, columns that refer to them, and columns of the same name in
 * what is computed from them.
 */
final class Traits {
  private final Project project;
  private final Lake lake;
  private final Subject subject;
  private final Set<ColumnName> typed =
      new TreeSet<>((a, b) -> a.toString().compareTo(b.toString()));

  private Traits(Project project, Lake lake, Subject subject) {
    this.project = project;
    this.lake = lake;
    this.subject = subject;
  }

  /** By table; a table of the project that is not named has no such column. */
  static Map<TableName, Set<Trait>> of(Project project, Lake lake, Subject subject) {
    Traits traits = new Traits(project, lake, subject);
    traits.spread();
    return traits.byTable();
  }

  /** Adds columns until no more follow. */
  private void spread() {
    int before = -1;
    while (before < typed.size()) {
      before = typed.size();
      project.tables().values().forEach(this::spread);
    }
  }

  private void spread(Table table) {
    if (table instanceof SilverTable silver) {
      silver.columns().entrySet().stream()
          .filter(column -> follows(silver, column.getKey(), column.getValue()))
          .forEach(column -> typed.add(new ColumnName(silver.name(), column.getKey())));
    } else if (table instanceof FeatureView || table instanceof GoldTable) {
      columns(table)
          .filter(column -> isSaid(table.name(), column) || isOfAnInput(table, column))
          .forEach(column -> typed.add(new ColumnName(table.name(), column)));
    }
  }

  private Stream<String> columns(Table table) {
    Stream<String> declared =
        table instanceof FeatureView view ? view.entity().keySet().stream() : Stream.of();
    return Stream.concat(declared, Arrays.stream(schema(table.name()).fieldNames())).distinct();
  }

  private boolean isOfAnInput(Table table, String column) {
    return table.inputs().stream().anyMatch(input -> typed.contains(new ColumnName(input, column)));
  }

  private boolean isSaid(TableName table, String column) {
    return column.equals(subject.column()) && subject.table().map(table::equals).orElse(true);
  }

  private boolean follows(SilverTable silver, String column, ColumnContract contract) {
    ColumnName name = new ColumnName(silver.name(), column);
    Predicate<ColumnName> known = typed::contains;
    return isSaid(silver.name(), column)
        || contract.fields(column).size() == 1
            && silver.from().stream()
                .anyMatch(bronze -> isSaid(bronze, contract.fields(column).get(0)))
        || contract.ref().filter(known).isPresent()
        || typed.stream().anyMatch(other -> refers(other, name))
        || typed.stream().anyMatch(other -> isMadeOfTheSame(other, silver, contract, column));
  }

  private boolean refers(ColumnName from, ColumnName to) {
    return contract(from).flatMap(ColumnContract::ref).filter(to::equals).isPresent();
  }

  /** Two silver tables may take the same field of one bronze table under two names. */
  private boolean isMadeOfTheSame(
      ColumnName other, SilverTable silver, ColumnContract contract, String column) {
    return project.tables().get(other.table()) instanceof SilverTable that
        && that.from().stream().anyMatch(silver.from()::contains)
        && that.columns()
            .get(other.column())
            .fields(other.column())
            .equals(contract.fields(column));
  }

  private Optional<ColumnContract> contract(ColumnName name) {
    return project.tables().get(name.table()) instanceof SilverTable silver
        ? Optional.ofNullable(silver.columns().get(name.column()))
        : Optional.empty();
  }

  private Map<TableName, Set<Trait>> byTable() {
    Map<TableName, Set<Trait>> all = new TreeMap<>();
    for (ColumnName name : typed) {
      add(all, name.table(), typed(name.column()));
      contract(name).ifPresent(contract -> addSources(all, name, contract));
    }
    project.tables().values().stream()
        .filter(BronzeTable.class::isInstance)
        .map(Table::name)
        .filter(bronze -> isSaid(bronze, subject.column()))
        .filter(bronze -> all.containsKey(bronze) || holds(bronze))
        .forEach(bronze -> add(all, bronze, Trait.plain(subject.column())));
    return all;
  }

  /** Where any contract changes the letters of the value, the one that was said may differ. */
  private Trait typed(String column) {
    boolean changes =
        typed.stream()
            .flatMap(name -> contract(name).stream())
            .anyMatch(contract -> contract.letterCase().isPresent());
    return changes
        ? new Trait(column, List.of(column), Optional.empty(), Trait.Letters.SAME)
        : Trait.plain(column);
  }

  private boolean holds(TableName bronze) {
    List<String> columns = List.of(schema(bronze).fieldNames());
    return columns.contains(subject.column()) || columns.contains(BronzeColumns.RAW);
  }

  private void addSources(
      Map<TableName, Set<Trait>> all, ColumnName name, ColumnContract contract) {
    SilverTable silver = (SilverTable) project.tables().get(name.table());
    Optional<String> type =
        Optional.of(contract.type())
            .filter(text -> !(DataType.fromDDL(text) instanceof StringType));
    Trait trait =
        new Trait(
            name.column(),
            contract.fields(name.column()),
            type,
            contract.letterCase().isPresent() ? Trait.Letters.SAME : Trait.Letters.DIFFER);
    silver.from().forEach(bronze -> add(all, bronze, trait));
  }

  private static void add(Map<TableName, Set<Trait>> all, TableName table, Trait trait) {
    all.computeIfAbsent(table, unseen -> new LinkedHashSet<>()).add(trait);
  }

  private StructType schema(TableName table) {
    return lake.table(table).state().schema();
  }

  /** The names of the columns and fields, wherever they are. */
  static Set<String> names(Map<TableName, Set<Trait>> traits) {
    return traits.values().stream()
        .flatMap(Set::stream)
        .flatMap(trait -> Stream.concat(Stream.of(trait.name()), trait.fields().stream()))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
