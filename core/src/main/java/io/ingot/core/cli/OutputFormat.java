package io.ingot.core.cli;

/** How a verb's result is printed. */
public enum OutputFormat {
  TEXT,
  JSON
}
