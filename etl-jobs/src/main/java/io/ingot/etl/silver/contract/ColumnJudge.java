package io.ingot.etl.silver.contract;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.octet_length;

import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.ColumnContract.Outcome;
import io.ingot.core.project.SilverTable;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/** The rules of one column over valued rows. */
final class ColumnJudge {
  private static final LocalDate EARLIEST = LocalDate.of(1900, 1, 1);
  private static final LocalDate AFTER_LATEST = LocalDate.of(2201, 1, 1);
  private static final int LARGEST = 1 << 20;

  private final TypedColumn column;
  private final ColumnContract contract;
  private final References references;
  private final Masking masking;
  private final Column value;
  private final boolean partition;

  ColumnJudge(SilverTable table, TypedColumn column, References references, Masking masking) {
    this.partition = table.write().partitionBy().contains(column.name());
    this.column = column;
    this.contract = column.contract();
    this.references = references;
    this.masking = masking;
    this.value = ValuedColumns.value(column.name());
  }

  /** All of them; a value that does not fit its type breaks none but that. */
  List<Rule> rules() {
    Map<String, Column> misfits = misfits();
    Column unfit = misfits.values().stream().reduce(lit(false), Column::or);
    Outcome kept = column.unpublishable();
    Map<String, Column> broken = new LinkedHashMap<>();
    if (contract.key() || contract.required()) {
      broken.put(contract.key() ? "NULL_KEY" : "REQUIRED", isMissing().and(not(unfit)));
    }
    limits(broken);
    texts(broken);
    memberships(broken);
    List<Rule> rules = new ArrayList<>();
    misfits.forEach((code, condition) -> rules.add(rule(code, condition, kept)));
    broken.forEach(
        (code, condition) -> {
          // Without an expression of its own a value that does not fit is null.
          Column fitting = contract.value().isPresent() ? condition.and(not(unfit)) : condition;
          rules.add(rule(code, Reading.surely(fitting), contract.otherwise()));
        });
    return rules;
  }

  /** Delta keeps the empty text as null where it lays files out by a column. */
  private Column isMissing() {
    return contract.key() && partition && column.isString()
        ? value.isNull().or(value.equalTo(""))
        : value.isNull();
  }

  private Rule rule(String code, Column broken, Outcome outcome) {
    Column came = column.shown(col(ValuedColumns.came(column.name())));
    return Rule.of(code, column.name(), broken, masking.shown(column.name(), came), outcome)
        .within(column.limits());
  }

  private Map<String, Column> misfits() {
    Column ready = ValuedColumns.ready(column);
    Map<String, Column> misfits =
        new LinkedHashMap<>(column.misfits(ready, ValuedColumns.typed(column)));
    if (contract.value().isPresent()) {
      Column made = col(ValuedColumns.made(column.name()));
      Column lost = RowSql.result(made).isNotNull().and(value.isNull());
      misfits.merge("BAD_TYPE", RowSql.failed(made).or(Reading.surely(lost)), Column::or);
    }
    return misfits;
  }

  private void limits(Map<String, Column> broken) {
    if (column.isDated()) {
      Stream.concat(
              contract.min().isPresent()
                  ? Stream.of()
                  : Stream.of(value.lt(column.startOf(EARLIEST))),
              contract.max().isPresent()
                  ? Stream.of()
                  : Stream.of(value.geq(column.startOf(AFTER_LATEST))))
          .reduce(Column::or)
          .ifPresent(condition -> broken.put("YEAR_RANGE", condition));
    }
    contract.min().ifPresent(min -> broken.put("MIN", value.lt(column.limit(min))));
    contract.max().ifPresent(max -> broken.put("MAX", value.gt(column.limit(max))));
  }

  private void texts(Map<String, Column> broken) {
    if (column.isString()) {
      if (!contract.controls()) {
        broken.put("CONTROL_CHAR", TextScan.hasControl(value));
      }
      broken.put("OVERSIZE", octet_length(value).gt(LARGEST));
    }
    either(contract.minLength().map(length(value)::lt), contract.maxLength().map(length(value)::gt))
        .ifPresent(condition -> broken.put("LENGTH", condition));
    contract
        .matches()
        .ifPresent(
            pattern ->
                broken.put("PATTERN", value.rlike("\\A(?:" + pattern + ")\\z").equalTo(false)));
  }

  private void memberships(Map<String, Column> broken) {
    if (!contract.in().isEmpty()) {
      broken.put(
          "NOT_ALLOWED",
          value.isin(contract.in().stream().map(column::allowed).toArray()).equalTo(false));
    }
    contract
        .ref()
        .ifPresent(ref -> broken.put("REFERENCE", references.missing(column.name(), value)));
    contract.check().ifPresent(sql -> broken.put("CHECK", RowSql.breaks(sql)));
  }

  private static Optional<Column> either(Optional<Column> one, Optional<Column> other) {
    return Stream.concat(one.stream(), other.stream()).reduce(Column::or);
  }
}
