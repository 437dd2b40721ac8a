package io.ingot.core.error;

/** The project's files, or the words of the command line, are wrong: correct them and run again. */
public final class ProjectException extends IngotException {
  private static final long serialVersionUID = 1L;

  public ProjectException(String message) {
    this(message, null);
  }

  public ProjectException(String message, Throwable cause) {
    super(ExitCode.PROJECT_WRONG, message, cause);
  }
}
