package io.ingot.core.project;

import io.ingot.core.error.ProjectException;
import java.util.Objects;
import java.util.Optional;

/**
 * A value that is never printed, logged or stored. A project's file only says where it is; it is
 * looked up when it is used.
 */
public final class Secret {
  private final Reference reference;

  private Secret(Reference reference) {
    this.reference = Objects.requireNonNull(reference, "reference");
  }

  /**
   * A secret by its reference.
   *
   * @throws IllegalArgumentException when the text is not {@code ${env:NAME}} or {@code
   *     ${file:PATH}}; the text itself is not repeated
   */
  public static Secret of(String text) {
    return new Secret(
        Reference.whole(text)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "A secret is not written into a file. Write ${env:NAME} or ${file:PATH}.")));
  }

  /**
   * The secret itself, looked up now.
   *
   * @throws ProjectException when the variable or the file is not there
   */
  public String reveal() {
    return reference
        .lookUp()
        .orElseThrow(
            () ->
                new ProjectException(
                    "Cannot find the secret " + reference + ". Set it and run again."));
  }

  /**
   * The environment variable that holds it, so that another program can be told where to look;
   * empty where a file does.
   */
  public Optional<String> variable() {
    return reference.kind() == Reference.Kind.ENV
        ? Optional.of(reference.target())
        : Optional.empty();
  }

  @Override
  public String toString() {
    return "***";
  }
}
