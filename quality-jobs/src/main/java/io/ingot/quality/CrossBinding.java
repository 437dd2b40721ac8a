package io.ingot.quality;

import io.ingot.core.lineage.PersonalColumns;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.CrossCheck;
import io.ingot.core.project.RelatedTypes;
import io.ingot.core.project.TableName;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;

/**
 * Says checks that look at other tables in terms of the columns that both have.
 *
 * @param others the tables
 * @param personal which of their columns tell of a person
 */
record CrossBinding(Neighbours others, PersonalColumns personal) {
  /**
   * The rule of a check.
   *
   * @throws IllegalArgumentException when the check does not fit the columns
   * @throws io.ingot.core.error.ProjectException when another table is not there, or the query is
   *     wrong
   */
  Rule rule(CrossCheck check, Columns columns, Example example) {
    if (check.terms().on() == CheckTerms.Scope.PARTITION) {
      throw new IllegalArgumentException("it can't be judged by partition; leave out on.");
    }
    Optional<TableName> missing =
        check.looksAt().stream()
            .filter(name -> !others.isOwn(name) && others.isYetToCome(name))
            .findFirst();
    if (missing.isPresent()) {
      return new AbsentRule(check, missing.get());
    }
    Where where = Where.of(check.terms(), columns.schema());
    if (check instanceof CrossCheck.Relates relates) {
      return relation(relates, columns, where, example);
    }
    QueryRule rule = new QueryRule((CrossCheck.Query) check, where, others, personal, example);
    rule.requireSound(columns.schema());
    return rule;
  }

  private Rule relation(CrossCheck.Relates check, Columns columns, Where where, Example example) {
    StructField from = require(columns, check.column());
    Columns target =
        others.isOwn(check.to().table())
            ? columns
            : new Columns(others.required(check.to().table(), check.describe()).schema());
    StructField to = require(target, check.to().column());
    if (!RelatedTypes.areComparable(from.dataType(), to.dataType())) {
      throw new IllegalArgumentException(
          RelatedTypes.refusal(from.name(), from.dataType(), check.to().toString(), to.dataType()));
    }
    return new RelationRule(
        check,
        from.name(),
        where,
        others,
        example.hiding(name -> hides(check, from, name, example)));
  }

  /** What is looked for among values of persons may well be one, mistyped. */
  private boolean hides(
      CrossCheck.Relates check, StructField from, String column, Example example) {
    return example.hides(column)
        || column.equals(from.name()) && personal.holds(check.to().table(), check.to().column());
  }

  private static StructField require(Columns columns, String name) {
    return columns
        .find(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no column '" + name + "'. " + columns.hint(name)));
  }
}
