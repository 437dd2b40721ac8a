package io.ingot.etl.silver.json;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A way into a nested value, such as {@code items[0].sku}.
 *
 * @param name of the outermost field
 * @param steps below it
 */
public record FieldPath(String name, List<Step> steps) {
  private static final String NAME = "[^.\\[\\]]+";
  private static final String INDEX = "\\[\\d{1,9}]";
  private static final Pattern PATH =
      Pattern.compile(NAME + "(?:" + INDEX + ")*(?:\\." + NAME + "(?:" + INDEX + ")*)*");
  private static final Pattern STEP = Pattern.compile("\\.?(" + NAME + ")|\\[(\\d+)]");

  public FieldPath {
    steps = List.copyOf(steps);
  }

  /** One step down. */
  public sealed interface Step {}

  /** To a field of an object. */
  public record Field(String name) implements Step {}

  /** To an element of an array, by number from 0. */
  public record Element(int index) implements Step {}

  /** The path that a text spells; a text that spells none, such as a plain name, is none. */
  public static Optional<FieldPath> of(String text) {
    if (!PATH.matcher(text).matches()) {
      return Optional.empty();
    }
    List<Step> steps = new ArrayList<>();
    Matcher step = STEP.matcher(text);
    while (step.find()) {
      steps.add(
          step.group(1) == null
              ? new Element(Integer.parseInt(step.group(2)))
              : new Field(step.group(1)));
    }
    return steps.size() < 2
        ? Optional.empty()
        : Optional.of(new FieldPath(((Field) steps.get(0)).name(), steps.subList(1, steps.size())));
  }
}
