package io.ingot.features.online;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureRef;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Online;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import io.ingot.core.project.TableName;
import io.ingot.features.feast.FeastKeys;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;

/**
 * Reads feature values from the online store, for servers: many entities in one round trip, from
 * any thread. It needs the project's declarations and no Spark session, follows a rebuild by
 * itself, and tells for each feature why there is a value or none.
 *
 * <p>It reads what is served now, which is each view's current version; a {@code @version} behind a
 * feature is what training sets hold to.
 */
public final class OnlineFeatures implements AutoCloseable {
  private final Project project;
  private final Clock clock;
  private final Map<String, Redis> open = new TreeMap<>();
  private final Map<String, AtomicReference<String>> served = new TreeMap<>();
  private final Map<TableName, FeastKeys> keys = new TreeMap<>();

  private OnlineFeatures(Project project, Clock clock) {
    this.project = project;
    this.clock = clock;
  }

  /**
   * Opens the connections that the project's views are served from.
   *
   * @throws io.ingot.core.error.SourceException when a cluster cannot be reached; one server is
   *     first asked by a read
   */
  public static OnlineFeatures open(Project project) {
    return open(project, Clock.systemUTC());
  }

  static OnlineFeatures open(Project project, Clock clock) {
    OnlineFeatures features = new OnlineFeatures(project, clock);
    try {
      OnlineViews.of(project).forEach(features::open);
      return features;
    } catch (RuntimeException e) {
      features.close();
      throw e;
    }
  }

  private void open(String connection, List<FeatureView> views) {
    open.put(connection, Redis.open(RedisTerms.of(project, connection)));
    served.put(connection, new AtomicReference<>(project.name()));
    views.forEach(view -> keys.put(view.name(), keys(view)));
  }

  private static FeastKeys keys(FeatureView view) {
    StructType columns = new StructType();
    for (Map.Entry<String, String> column : view.entity().entrySet()) {
      columns = columns.add(column.getKey(), DataType.fromDDL(column.getValue()));
    }
    return FeastKeys.of(List.of(columns.fields()));
  }

  /**
   * The features of a service for one entity.
   *
   * @param entity the value of each key column by its name: a Long or Integer for whole numbers, a
   *     String, an Instant
   * @throws ProjectException when there is no such service, or a key is lacking or of another type
   * @throws io.ingot.core.error.SourceException when Redis does not answer
   */
  public OnlineRow read(String service, Map<String, ?> entity) {
    return read(service, List.of(entity)).get(0);
  }

  /** The features of a service for many entities, in their order. */
  public List<OnlineRow> read(String service, List<? extends Map<String, ?>> entities) {
    Service declared = project.serving().services().get(service);
    if (declared == null) {
      throw new ProjectException(
          "There is no service %s. There is %s."
              .formatted(service, String.join(", ", project.serving().services().keySet())));
    }
    return read(declared.features(), entities);
  }

  /**
   * Some features for one entity.
   *
   * @param features such as {@code FeatureRef.of("customer_activity:spend_7d")}, or {@code view:*}
   */
  public OnlineRow read(List<FeatureRef> features, Map<String, ?> entity) {
    return read(features, List.of(entity)).get(0);
  }

  /** Some features for many entities, in their order. */
  public List<OnlineRow> read(List<FeatureRef> features, List<? extends Map<String, ?>> entities) {
    List<FeatureRef> each = features.stream().flatMap(this::plain).distinct().toList();
    Map<String, List<FeatureRef>> byConnection = new TreeMap<>();
    each.forEach(
        ref -> byConnection.computeIfAbsent(connection(ref), c -> new ArrayList<>()).add(ref));
    List<Map<String, OnlineValue>> found = new ArrayList<>();
    entities.forEach(entity -> found.add(new LinkedHashMap<>()));
    byConnection.forEach(
        (connection, refs) -> {
          Question question = new Question(project.name(), refs.stream().map(this::asked).toList());
          List<Map<String, OnlineValue>> answers =
              question.ask(open.get(connection), served.get(connection), entities, clock.instant());
          for (int i = 0; i < answers.size(); i++) {
            found.get(i).putAll(answers.get(i));
          }
        });
    return found.stream().map(values -> ordered(each, values)).toList();
  }

  private static OnlineRow ordered(List<FeatureRef> asked, Map<String, OnlineValue> found) {
    Map<String, OnlineValue> values = new LinkedHashMap<>();
    asked.forEach(ref -> values.put(OnlineRow.name(ref), found.get(OnlineRow.name(ref))));
    return new OnlineRow(values);
  }

  private Stream<FeatureRef> plain(FeatureRef ref) {
    return ref.isAll()
        ? view(ref).outputs().stream()
            .map(name -> new FeatureRef(ref.view(), name, Optional.empty()))
        : Stream.of(new FeatureRef(ref.view(), ref.feature(), Optional.empty()));
  }

  private Question.Asked asked(FeatureRef ref) {
    FeatureView view = view(ref);
    if (!view.outputs().contains(ref.feature())) {
      throw new ProjectException(
          "%s has no feature %s. It has %s."
              .formatted(view.name(), ref.feature(), String.join(", ", view.outputs())));
    }
    return new Question.Asked(view, keys.get(view.name()), ref.feature());
  }

  private String connection(FeatureRef ref) {
    return view(ref)
        .online()
        .map(Online::connection)
        .orElseThrow(
            () ->
                new ProjectException(
                    "features.%s is not served. Add online: {connection: NAME} to it."
                        .formatted(ref.view())));
  }

  private FeatureView view(FeatureRef ref) {
    if (project.tables().get(ref.table()) instanceof FeatureView view) {
      return view;
    }
    throw new ProjectException(
        "There is no view features.%s. Correct the feature %s.".formatted(ref.view(), ref));
  }

  @Override
  public void close() {
    open.values().forEach(Redis::close);
  }
}
