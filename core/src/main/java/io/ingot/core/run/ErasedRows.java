package io.ingot.core.run;

import io.ingot.core.batch.Erasure;
import io.ingot.core.batch.Erasures;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Sees to it that no rollback brings back what was erased, or what was computed from it. */
final class ErasedRows {
  private final Graph graph;
  private final List<Erasure> erasures;

  ErasedRows(Project project, Lake lake) {
    this.graph = Graph.of(project);
    this.erasures = new Erasures(lake).all();
  }

  /**
   * Refuses a version that may hold rows which were erased since.
   *
   * @param at when the version's batch was begun
   * @throws ProjectException when an erasure of the table, or of one that it is computed from, came
   *     later
   */
  void requireNone(TableName table, long version, Instant at) {
    Set<TableName> origins = graph.upstream(table);
    for (Erasure erasure : erasures) {
      if (!erasure.at().isAfter(at) || isSearched(erasure, table, version)) {
        continue;
      }
      erasure.parts().stream()
          .filter(part -> part.rows() > 0 && origins.contains(part.table()))
          .findFirst()
          .ifPresent(
              part -> {
                throw new ProjectException(
                    "Cannot bring "
                        + table
                        + " back to version "
                        + version
                        + ": erasure "
                        + erasure.id()
                        + " took rows out of "
                        + part.table()
                        + " at "
                        + erasure.at()
                        + ", after that version was computed, and what was erased would come back."
                        + " Go back to a version that was computed after it, or let a run compute"
                        + " the table anew.");
              });
    }
  }

  /** Its batch is older than an erasure that found nothing in it any more. */
  private static boolean isSearched(Erasure erasure, TableName table, long version) {
    return erasure
        .proof()
        .filter(Erasure.Proof::isLakeClean)
        .filter(proof -> version >= proof.versions().getOrDefault(table, Long.MAX_VALUE))
        .isPresent();
  }
}
