package io.ingot.core.project;

import java.util.List;
import java.util.Optional;

/** Checks that are judged by partition: of a table that has some, and of a kind that can. */
final class PartitionCheckRules {
  /** Those that one grouping by the partition's columns can measure. */
  private static final List<String> BY_PARTITION =
      List.of(
          "complete",
          "between",
          "in",
          "matches",
          "length",
          "typed",
          "satisfies",
          "mean",
          "sum",
          "sd",
          "minimum",
          "maximum",
          "quantile",
          "distinct",
          "correlation",
          "unique",
          "rows");

  private final Declared declared;
  private final Problems problems;

  PartitionCheckRules(Declared declared, Problems problems) {
    this.declared = declared;
    this.problems = problems;
  }

  void judge(TableName table, Bound check, Bound on) {
    if (on.as(CheckTerms.Scope.class).filter(CheckTerms.Scope.PARTITION::equals).isEmpty()) {
      return;
    }
    if (BY_PARTITION.stream().noneMatch(key -> check.child(key).isPresent())) {
      problems.add(
          on.place(),
          "A check of this kind can't be judged by partition. Those that can: "
              + String.join(", ", BY_PARTITION)
              + ".");
    }
    boolean partitioned =
        Optional.ofNullable(declared.tables().get(table)).stream()
            .flatMap(draft -> draft.bound().child("write").stream())
            .anyMatch(write -> !write.below("partition_by").isEmpty());
    if (!partitioned) {
      problems.add(
          on.place(),
          table + " has no partitions. Say its columns in write.partition_by, or leave out 'on'.");
    }
  }
}
