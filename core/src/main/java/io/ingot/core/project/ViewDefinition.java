package io.ingot.core.project;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What decides the values of a view, and nothing that only describes it, in a form that is kept
 * when the project's files have gone on.
 *
 * @param entity the types of the key columns, in declared order
 * @param from the table that is read; empty where a query answers
 * @param sql the query; of no text where a table is read
 * @param grain the step of time, in the word of the file
 * @param rows which steps have rows, in the word of the file
 * @param ttl how long a value may be used; for ever where empty
 * @param validationFrom the first day of the validation part, of a view that is split as a whole
 * @param features in declared order
 */
public record ViewDefinition(
    Map<String, String> entity,
    Optional<TableName> from,
    String sql,
    String eventTime,
    String knownTime,
    String grain,
    String rows,
    Optional<Duration> ttl,
    Optional<LocalDate> validationFrom,
    List<OfFeature> features) {
  public ViewDefinition {
    entity = Collections.unmodifiableMap(new LinkedHashMap<>(entity));
    Objects.requireNonNull(from, "from");
    Objects.requireNonNull(sql, "sql");
    Objects.requireNonNull(eventTime, "eventTime");
    Objects.requireNonNull(knownTime, "knownTime");
    Objects.requireNonNull(grain, "grain");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(ttl, "ttl");
    Objects.requireNonNull(validationFrom, "validationFrom");
    features = List.copyOf(features);
  }

  /** What a view's declaration says. */
  public static ViewDefinition of(FeatureView view) {
    return new ViewDefinition(
        view.entity(),
        view.from(),
        view.sql().text(),
        view.eventTime(),
        view.knownTime(),
        view.grain().word(),
        view.rows().word(),
        view.ttl(),
        view.training().map(Training::validationFrom),
        view.features().keySet().stream().map(name -> OfFeature.of(name, view)).toList());
  }

  /** A feature by its name. */
  public Optional<OfFeature> feature(String name) {
    return features.stream().filter(feature -> feature.name().equals(name)).findFirst();
  }

  /**
   * What became different since another state of the same view.
   *
   * @return whatever decides about all features first, then feature by feature
   */
  public List<ViewDifference> since(ViewDefinition before) {
    return FeatureChanges.between(before, this);
  }

  /** The columns of the features, in their order. */
  Stream<String> columns() {
    return features.stream().flatMap(feature -> feature.columns().stream());
  }

  /**
   * What decides the values of a feature.
   *
   * @param meaning in words, whatever windows it is taken over: {@code sum of amount}
   * @param scale how it is scaled for a model
   * @param columns that it becomes, in declared order
   */
  public record OfFeature(
      String name, String meaning, Optional<String> scale, List<String> columns) {
    public OfFeature {
      Objects.requireNonNull(name, "name");
      Objects.requireNonNull(meaning, "meaning");
      Objects.requireNonNull(scale, "scale");
      columns = List.copyOf(columns);
    }

    private static OfFeature of(String name, FeatureView view) {
      Feature feature = view.features().get(name);
      return new OfFeature(
          name,
          meaning(feature, view),
          feature.terms().scale().map(Feature.Scaling::word),
          feature.outputs(name));
    }

    private static String meaning(Feature feature, FeatureView view) {
      if (feature instanceof Aggregate.Ratio ratio) {
        // Whoever redefines a part redefines the ratio, and its own words do not tell.
        List<String> parts =
            ratio.features().stream()
                .map(part -> part + " (" + meaning(view.features().get(part), view) + ")")
                .toList();
        return "ratio of " + String.join(" to ", parts);
      }
      if (feature instanceof Aggregate aggregate) {
        String over = aggregate.over().words();
        String base = aggregate.meaning();
        return base.substring(0, base.length() - over.length()).strip() + aggregate.over().rows();
      }
      return feature.meaning();
    }
  }
}
