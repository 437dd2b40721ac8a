package io.ingot.core.project;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Puts looked-up values into a project's texts, and keeps them out of its messages. */
final class References {
  private static final Pattern START = Pattern.compile("\\$\\{[^}]*}?");
  private static final int SHORTEST_HIDDEN = 3;

  private final Path folder;

  /** Longest first, so that a value inside another one does not tear it apart. */
  private final Map<String, String> written =
      new TreeMap<>(
          Comparator.comparingInt(String::length).reversed().thenComparing(String::compareTo));

  /** Variables that are known without looking into the environment of this process. */
  private final Map<String, String> known = new TreeMap<>();

  References(Path folder) {
    this.folder = folder;
  }

  /** Says what variables hold where the project will run, which wins over what they hold here. */
  void know(Map<String, String> variables) {
    known.putAll(variables);
  }

  /**
   * The text with every reference replaced by what it points to.
   *
   * @throws IllegalArgumentException when one points to nothing or is written wrongly
   */
  String resolve(String text) {
    return START.matcher(text).replaceAll(match -> Matcher.quoteReplacement(value(match)));
  }

  /** The text of a secret with the file's path made absolute; a secret is looked up later. */
  String located(String text) {
    return Reference.whole(text)
        .filter(reference -> reference.kind() == Reference.Kind.FILE)
        .map(reference -> absolute(reference).toString())
        .orElse(text);
  }

  /** The message with looked-up values replaced by their references. */
  String hide(String message) {
    String hidden = message;
    for (Map.Entry<String, String> entry : written.entrySet()) {
      hidden = hidden.replace(entry.getKey(), entry.getValue());
    }
    return hidden;
  }

  private String value(MatchResult match) {
    Matcher matcher = Reference.PATTERN.matcher(match.group());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid reference " + match.group() + ". Write ${env:NAME} or ${file:PATH}.");
    }
    Reference reference = Reference.of(matcher);
    try {
      String value =
          knownOf(reference).or(absolute(reference)::lookUp).orElseThrow(() -> missing(reference));
      if (value.length() >= SHORTEST_HIDDEN) {
        written.put(value, reference.toString());
      }
      return value;
    } catch (UncheckedIOException e) {
      throw missing(reference);
    }
  }

  private Optional<String> knownOf(Reference reference) {
    return reference.kind() == Reference.Kind.ENV
        ? Optional.ofNullable(known.get(reference.target()))
        : Optional.empty();
  }

  private Reference absolute(Reference reference) {
    return reference.kind() == Reference.Kind.FILE
        ? new Reference(reference.kind(), folder.resolve(reference.target()).toString())
        : reference;
  }

  private static IllegalArgumentException missing(Reference reference) {
    return new IllegalArgumentException(
        "Cannot find "
            + reference
            + (reference.kind() == Reference.Kind.ENV
                ? ". Set the environment variable."
                : ". Create the file; its path is relative to the project's folder."));
  }
}
