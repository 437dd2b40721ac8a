package io.ingot.core.cli;

import java.util.List;

/** Offers the verbs of a job module; found by {@link java.util.ServiceLoader}. */
public interface VerbProvider {
  /** The verbs, in the order in which help lists them. */
  List<Verb> verbs();
}
