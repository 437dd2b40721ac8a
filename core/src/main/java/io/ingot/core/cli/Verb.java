package io.ingot.core.cli;

import io.ingot.core.error.ExitCode;
import java.util.Set;

/** One word of the command line, or two such as {@code state show}, and what it does. */
public interface Verb {
  /** The word, or two with a space. */
  String name();

  /** What it does, in a line. */
  String summary();

  /** The options that it takes. */
  Set<Option> options();

  /** Does it. */
  ExitCode run(Command command, Console console);

  /** The options that verbs choose from. */
  enum Option {
    PROJECT,
    ENVIRONMENT,
    SELECT,
    EXCLUDE,
    OUTPUT,
    FOLDER,
    AGAINST,
    FROM,
    TO,
    WHY,
    WHO,
    YES,
    RULE,
    COLUMN,
    BATCH,
    ID,
    ALL,
    LIMIT,
    REASON,
    KEY,
    ENTITY,
    TABLE,
    VERSION,
    PLAN,
    FULL,
    RESUME,
    OUT,
    METRICS,
    SLA,
    NOW,
    REBASE,
    SERVICE,
    LABELS,
    FORMAT,
    SHARDS,
    MODEL,
    ALLOW,
    REBUILD,
    EVERY,
    FOR,
    UPSTREAM,
    JOB,
    ONCE,
    PORT,
    COPY,
    BY,
    WORDS
  }
}
