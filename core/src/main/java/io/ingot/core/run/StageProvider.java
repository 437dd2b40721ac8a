package io.ingot.core.run;

import io.ingot.core.project.Table;
import java.util.Optional;

/**
 * Offers stages for the kinds of table that a job module knows; found by {@link
 * java.util.ServiceLoader}.
 */
public interface StageProvider {
  /** The stage of a table; empty for a kind that this module does not know. */
  Optional<Stage> stage(Table table);
}
