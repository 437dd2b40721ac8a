package io.ingot.etl.silver.schema;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Verdict.Ruling;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.NewColumn;
import io.ingot.core.project.SilverTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/**
 * Tells when a source changed its shape: a column that is needed and that no row has any more,
 * values of which none fits the declared type, and fields that are new.
 */
public final class SchemaGate implements Gate {
  /** Of fewer rows, none with a value may be chance. */
  private static final long ENOUGH = 10;

  private final SilverTable declared;
  private final List<Watch> watches;
  private final Optional<Set<String>> before;
  private final BiFunction<String, Column, Optional<String>> example;

  /**
   * @param watches one a bronze table of the batch
   * @param last the batch before
   * @param example the value of a column, as it came, in the first row of which a condition holds
   */
  public SchemaGate(
      SilverTable declared,
      List<Watch> watches,
      Optional<BatchRecord> last,
      BiFunction<String, Column, Optional<String>> example) {
    this.declared = Objects.requireNonNull(declared, "declared");
    this.watches = List.copyOf(watches);
    this.before = UnknownCounts.before(last);
    this.example = Objects.requireNonNull(example, "example");
  }

  /** What has to be counted over the judged rows. */
  public List<Column> tallies() {
    Stream<Column> unknown =
        watches.stream()
            .flatMap(watch -> watch.unknown().tallies().stream())
            .collect(Collectors.toMap(Column::toString, tally -> tally, (one, same) -> one))
            .values()
            .stream();
    return Stream.concat(unknown, watches.stream().flatMap(Watch::aggregate)).toList();
  }

  @Override
  public List<Column> measures(StructType schema) {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    UnknownCounts unknown = UnknownCounts.of(evidence.rejected());
    List<Verdict> verdicts = new ArrayList<>();
    for (Watch watch : watches) {
      watch
          .columns()
          .forEach(
              (name, column) -> {
                Watch.Seen seen = watch.look(evidence.rejected(), name);
                surprise(watch, name, column, seen, unknown).ifPresent(verdicts::add);
              });
    }
    if (declared.onNewColumn() == NewColumn.FAIL && !unknown.rows().isEmpty()) {
      verdicts.add(
          Verdict.of(
              "on_new_column: fail",
              Ruling.REFUSED,
              unknown.words() + " of " + evidence.counts().read() + " rows"));
    } else {
      verdicts.addAll(news(unknown, evidence.counts().read()));
    }
    return verdicts;
  }

  /** Of a first batch every unknown field is new, and its tallies name them. */
  private List<Verdict> news(UnknownCounts unknown, long read) {
    return unknown.rows().entrySet().stream()
        .filter(field -> before.filter(known -> !known.contains(field.getKey())).isPresent())
        .map(
            field ->
                Verdict.of(
                    "new field " + field.getKey(),
                    Ruling.NOTED,
                    "a value in " + field.getValue() + " of " + read + " rows"))
        .toList();
  }

  private Optional<Verdict> surprise(
      Watch watch, String name, ColumnContract column, Watch.Seen seen, UnknownCounts unknown) {
    if (Watch.isNeeded(column) && seen.rows() >= ENOUGH && seen.came() == 0) {
      return Optional.of(refused(watch, name, vanished(name, column, seen, unknown)));
    }
    if (seen.came() >= ENOUGH && seen.fits() == 0) {
      return Optional.of(
          Verdict.of(
                  check(watch, name),
                  Ruling.REFUSED,
                  "it is declared "
                      + column.type()
                      + " and none of its "
                      + seen.came()
                      + " values is one: was its type changed upstream?")
              .showing(
                  column.personal()
                      ? List.of()
                      : example
                          .apply(name, Watch.misfit(watch, name))
                          .map(value -> "a value of kind '" + ValueKind.of(value) + "'")
                          .stream()
                          .toList()));
    }
    return Optional.empty();
  }

  private String vanished(
      String name, ColumnContract column, Watch.Seen seen, UnknownCounts unknown) {
    List<String> fields = column.fields(name);
    String head = "none of " + seen.rows() + " rows has a value of " + String.join(" or ", fields);
    List<String> inAll =
        unknown.rows().entrySet().stream()
            .filter(field -> field.getValue() >= seen.rows())
            .map(Map.Entry::getKey)
            .filter(field -> before.filter(known -> known.contains(field)).isEmpty())
            .toList();
    List<String> alike = inAll.stream().filter(field -> isAlike(field, fields)).toList();
    List<String> likely = alike.isEmpty() ? inAll : alike;
    return likely.isEmpty()
        ? head + ": was it taken away upstream?"
        : head
            + "; "
            + String.join(", ", likely)
            + (likely.size() == 1 ? " is" : " are")
            + " new and in all of them: was "
            + fields.get(0)
            + " renamed? Declare from: ["
            + String.join(", ", fields)
            + ", "
            + likely.get(0)
            + "]";
  }

  private static boolean isAlike(String field, List<String> names) {
    return names.stream().anyMatch(name -> letters(name).equals(letters(field)));
  }

  private static String letters(String name) {
    return name.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(java.util.Locale.ROOT);
  }

  private static Verdict refused(Watch watch, String name, String measured) {
    return Verdict.of(check(watch, name), Ruling.REFUSED, measured);
  }

  private static String check(Watch watch, String name) {
    return name + " of " + watch.bronze().orElseThrow();
  }
}
