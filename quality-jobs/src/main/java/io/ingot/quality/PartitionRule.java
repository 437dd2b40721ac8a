package io.ingot.quality;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Verdict;
import io.ingot.core.project.Check;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * A check that holds for each partition by itself. Rows are shown of the worst partitions alone,
 * each of which is read once more for that.
 *
 * @param inner what judges one partition, with one verdict
 * @param partitions measures what the inner rule wants
 */
record PartitionRule(Check check, Rule inner, Partitions partitions, Example example)
    implements Rule {
  PartitionRule {
    partitions.measuring(inner.aggregates());
  }

  /** What is measured by group can't ride on the pass that writes the rows. */
  @Override
  public List<Column> aggregates() {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Findings findings) {
    if (findings.rows() == 0) {
      return List.of(PartitionVerdict.of(check, partitions.by(), List.of(), List.of(), example));
    }
    Dataset<Row> written = findings.written().get();
    Dataset<Row> nothing = written.sparkSession().createDataFrame(List.of(), written.schema());
    List<Partitions.Measured> measured = partitions.of(written);
    List<PartitionVerdict> all =
        measured.stream().map(one -> judged(one, findings, () -> nothing)).toList();
    List<PartitionVerdict> worst =
        PartitionVerdict.worst(check, all).stream()
            .map(
                one ->
                    judged(
                        measured.get(all.indexOf(one)),
                        findings,
                        () -> partitions.rows(written, one.values())))
            .toList();
    return List.of(PartitionVerdict.of(check, partitions.by(), all, worst, example));
  }

  private PartitionVerdict judged(
      Partitions.Measured one, Findings batch, Supplier<Dataset<Row>> rows) {
    return new PartitionVerdict(
        one.values(),
        inner
            .judge(
                new Findings(
                    partitions.row(one, inner.aggregates()),
                    new Counts(one.rows(), one.rows(), 0, 0),
                    batch.groups(),
                    rows,
                    batch.batch()))
            .get(0));
  }
}
