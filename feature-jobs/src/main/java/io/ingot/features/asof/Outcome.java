package io.ingot.features.asof;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.when;

import io.ingot.features.view.Columns;
import java.util.List;
import org.apache.spark.sql.Column;

/** What a label gets of what a {@link Pass} found of a view. */
record Outcome(Values of, LabelTerms terms) {
  static Outcome of(ViewInput input, LabelTerms terms) {
    return new Outcome(new Values(input), terms);
  }

  /** The asked columns. */
  List<Column> values() {
    Column holds = not(Values.isGone(found())).and(not(of.isExpired(found(), Labels.time())));
    return of.columns(found()).stream().map(value -> when(holds, value)).toList();
  }

  /** The word of the {@link Reason}. */
  Column reason() {
    Column first = Columns.named(Pass.first(of.input()));
    Column begun = terms.isStrict() ? first.lt(Labels.time()) : first.leq(Labels.time());
    Column noKey = KeySet.isMissing(of.input().view().entity().keySet(), Labels::column);
    return when(noKey, word(Reason.NO_KEY))
        .when(Labels.time().isNull(), word(Reason.NO_TIME))
        // Whoever has begun and cannot be seen is not known yet.
        .when(found().isNull().and(begun), word(Reason.NOT_KNOWN))
        .when(found().isNull(), word(Reason.NONE))
        .when(Values.isGone(found()), word(Reason.DELETED))
        .when(of.isExpired(found(), Labels.time()), word(Reason.EXPIRED))
        .otherwise(word(Reason.FOUND));
  }

  private Column found() {
    return Columns.named(Pass.found(of.input()));
  }

  private static Column word(Reason reason) {
    return lit(reason.word());
  }
}
