package io.ingot.core.run;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What a run was asked to do.
 *
 * @param tables the tables that it is about
 * @param full those of them that are computed anew as a whole
 * @param resumes the run that it goes on with, if it does
 */
public record RunRequest(Set<TableName> tables, Set<TableName> full, Optional<String> resumes) {
  private static final String BRONZE =
      ": it holds what its source sent, which the source may not hold any more. To take rows once"
          + " more, use 'ingot state rewind' or 'ingot backfill'.";

  private static final String SILVER =
      ": its rows and its quarantine have to be replaced together. Delete the table and its"
          + " quarantine, and run: the first batch takes all of bronze by the contract of today."
          + " What was decided about refused rows by hand is lost with the quarantine.";

  public RunRequest {
    tables = new TreeSet<>(tables);
    full = new TreeSet<>(full);
    Objects.requireNonNull(resumes, "resumes");
  }

  /** To bring tables up to date. */
  public static RunRequest of(Set<TableName> tables) {
    return new RunRequest(tables, Set.of(), Optional.empty());
  }

  /**
   * The same, and these tables are computed anew as a whole.
   *
   * @throws ProjectException when one of them cannot be
   */
  public RunRequest full(Set<TableName> anew) {
    requireLayer(anew, Layer.BRONZE, BRONZE);
    requireLayer(anew, Layer.SILVER, SILVER);
    Set<TableName> all = new TreeSet<>(tables);
    all.addAll(anew);
    return new RunRequest(all, anew, resumes);
  }

  private static void requireLayer(Set<TableName> anew, Layer layer, String why) {
    Set<TableName> refused =
        anew.stream()
            .filter(table -> table.layer() == layer)
            .collect(Collectors.toCollection(TreeSet::new));
    if (!refused.isEmpty()) {
      throw new ProjectException(
          "Cannot compute "
              + refused.stream().map(TableName::toString).collect(Collectors.joining(", "))
              + " anew"
              + why);
    }
  }

  /** What of it belongs to some layers. */
  public RunRequest within(Set<Layer> layers) {
    return new RunRequest(within(tables, layers), within(full, layers), resumes);
  }

  private static Set<TableName> within(Set<TableName> tables, Set<Layer> layers) {
    return tables.stream()
        .filter(table -> layers.contains(table.layer()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The stages that do what is asked. */
  public Stages of(Stages usual) {
    return full.isEmpty()
        ? usual
        : usual.preferring(
            table ->
                Optional.of(table)
                    .filter(declared -> full.contains(declared.name()))
                    .map(declared -> new FullStage(usual.of(declared))));
  }
}
