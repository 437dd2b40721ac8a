package io.ingot.core.project;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A table that a project declares: one file, one table. */
public sealed interface Table permits BronzeTable, SilverTable, GoldTable, FeatureView {
  /** The name that the file's folder and name give. */
  TableName name();

  /** The tables that this one is computed from, by declaration or by its SQL. */
  Set<TableName> inputs();

  /** Checks that are judged before a batch of this table is committed. */
  List<Check> checks();

  /** What is watched of the table beside its batches. */
  Watch watch();

  /** What the table says about its upkeep. */
  Maintain maintain();

  /** What the table means, in its declaration's words. */
  Optional<String> description();

  /** Who is asked about it, where its declaration says so. */
  default Optional<String> owner() {
    return Optional.empty();
  }

  /** Words to select by. */
  Set<String> tags();

  /**
   * A digest of everything that decides the table's rows; it changes when the declaration does in
   * any way that matters.
   */
  String definitionHash();
}
