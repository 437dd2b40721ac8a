package io.ingot.features.asof;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.TableName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** How the columns are named that a join adds; names are the same whatever their case. */
final class Names {
  private static final String MARKER = "_why_";

  private Names() {}

  /** The added columns, views and their columns in the order given. */
  static List<Joined> of(List<String> labels, List<ViewInput> views) {
    requireOnce(views);
    Map<String, Integer> uses = new HashMap<>();
    labels.forEach(name -> uses.merge(folded(name), 1, Integer::sum));
    views.forEach(
        input -> input.columns().forEach(name -> uses.merge(folded(name), 1, Integer::sum)));
    List<Joined> joined = new ArrayList<>();
    for (ViewInput input : views) {
      for (String column : input.columns()) {
        String name =
            uses.get(folded(column)) == 1 ? column : input.view().name().name() + "__" + column;
        joined.add(new Joined(input.view(), column, name));
      }
    }
    requireDifferent(labels, joined);
    return joined;
  }

  static String marker(ViewInput input) {
    return MARKER + input.view().name().name();
  }

  /** That the labels have no column already that says why. */
  static void requireUnmarked(List<String> labels, List<ViewInput> views) {
    for (ViewInput input : views) {
      if (labels.stream().map(Names::folded).anyMatch(folded(marker(input))::equals)) {
        throw new ProjectException(
            "Cannot say why labels got values of "
                + input.view().name()
                + " or none: they have a column "
                + marker(input)
                + " already. Rename it.");
      }
    }
  }

  private static void requireOnce(List<ViewInput> views) {
    Set<TableName> seen = new HashSet<>();
    for (ViewInput input : views) {
      if (!seen.add(input.view().name())) {
        throw new ProjectException(
            "Cannot join features to the labels: "
                + input.view().name()
                + " is asked for twice. Ask for all of its columns at once.");
      }
    }
  }

  private static void requireDifferent(List<String> labels, List<Joined> joined) {
    Set<String> seen = new HashSet<>();
    for (String name : labels) {
      if (!seen.add(folded(name))) {
        throw new ProjectException(
            "Cannot join features to the labels: they have two columns "
                + name
                + ". Rename one of them.");
      }
    }
    for (Joined column : joined) {
      if (!seen.add(folded(column.name()))) {
        throw new ProjectException(
            "Cannot join features to the labels: there would be two columns "
                + column.name()
                + ", one of them "
                + column.column()
                + " of "
                + column.view().name()
                + ". Ask for it once, or rename the labels' column.");
      }
    }
  }

  private static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
