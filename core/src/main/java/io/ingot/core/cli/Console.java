package io.ingot.core.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Objects;

/** What a person or a script sees: results on one stream, everything else on the other. */
public final class Console {
  private final PrintStream results;
  private final PrintStream notes;
  private final boolean terminal;

  private Console(PrintStream results, PrintStream notes, boolean terminal) {
    this.results = Objects.requireNonNull(results, "results");
    this.notes = Objects.requireNonNull(notes, "notes");
    this.terminal = terminal;
  }

  /** The console of this process. */
  public static Console ofProcess() {
    // java.lang.System.console() is null as soon as either stream is redirected.
    return new Console(System.out, System.err, System.console() != null);
  }

  /** A console that prints somewhere else, and is no terminal. */
  public static Console to(PrintStream results, PrintStream notes) {
    return new Console(results, notes, false);
  }

  /** Whether a person watches, so that a line may be written over. */
  public boolean isTerminal() {
    return terminal;
  }

  /** A line of the result. */
  public void line(String text) {
    results.println(text);
  }

  /** A line beside the result: progress, hints. */
  public void note(String text) {
    notes.println(text);
  }

  /** Text beside the result without a new line. */
  void noteInPlace(String text) {
    notes.print(text);
    notes.flush();
  }

  /** Something is wrong. */
  public void error(String text) {
    notes.println("ingot: " + text);
  }

  /** Something is wrong that nobody foresaw. */
  void crash(Throwable cause) {
    error("This is a crash; please report it with the lines below.");
    cause.printStackTrace(notes);
  }

  /** A table with a head; columns are as wide as they need to be, numbers stand right. */
  public void table(List<String> head, List<List<String>> rows) {
    TextTable.lines(head, rows).forEach(this::line);
  }
}
