package io.ingot.core.project;

import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;

/** Checks that look at other tables: queries that are some, and values that can be compared. */
final class RelationRules {
  private static final Set<Layer> READABLE = Set.of(Layer.SILVER, Layer.GOLD, Layer.FEATURES);

  private final Declared declared;
  private final Problems problems;

  RelationRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  /** Judges a check; one of another kind is left alone. */
  void judge(Bound check, Optional<Columns> columns) {
    check.child("query").ifPresent(this::query);
    check
        .child("relates")
        .ifPresent(relates -> columns.ifPresent(known -> types(check, relates, known)));
  }

  private void query(Bound query) {
    Place place = query.place();
    query
        .as(String.class)
        .flatMap(text -> CheckSql.parse(text, place, problems))
        .filter(CheckSql::complete)
        .ifPresent(
            sql -> {
              sql.tables()
                  .keySet()
                  .forEach(table -> declared.require(table, READABLE, place, problems));
              if (!sql.judging()) {
                problems.add(
                    place,
                    "The query does not name 'this', the rows that are judged. Write it like SELECT"
                        + " id FROM this WHERE ...");
              }
            });
  }

  private void types(Bound check, Bound relates, Columns columns) {
    Optional<ColumnName> to = check.at("to", ColumnName.class);
    Optional<DataType> from = relates.as(String.class).flatMap(columns::type);
    to.flatMap(name -> declared.columns(name.table()).flatMap(other -> other.type(name.column())))
        .ifPresent(
            other ->
                from.filter(type -> !RelatedTypes.areComparable(type, other))
                    .ifPresent(
                        type ->
                            problems.add(
                                relates.place(),
                                RelatedTypes.refusal(
                                    relates.as(String.class).orElseThrow(),
                                    type,
                                    to.orElseThrow().toString(),
                                    other))));
  }
}
