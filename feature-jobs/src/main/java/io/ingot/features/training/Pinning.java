package io.ingot.features.training;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureRef;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import io.ingot.core.project.TableName;
import io.ingot.core.project.TrainingSet;
import io.ingot.features.registry.Registered;
import io.ingot.features.registry.RegisteredView;
import io.ingot.features.registry.Registry;
import io.ingot.features.view.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Holds everything that a new training set is made from to what it is now. */
final class Pinning {
  private final Project project;
  private final Lake lake;
  private final Optional<Registered> registered;

  Pinning(Project project, Lake lake) {
    this.project = project;
    this.lake = lake;
    this.registered = Registry.of(lake).current();
  }

  /**
   * Pins all inputs.
   *
   * @throws ProjectException when one is not there, or not as the project declares it
   */
  Inputs of(Order order) {
    Service service = service(order.service());
    List<FeatureView> views = new ArrayList<>();
    List<Recipe.Viewed> pins = new ArrayList<>();
    for (TableName name : service.views()) {
      FeatureView view = (FeatureView) project.tables().get(name);
      requireVersions(view, service);
      views.add(view);
      pins.add(viewed(view, service));
    }
    LabelFinder finder = new LabelFinder(project, lake, service, Inputs.keys(views));
    LabelSource labels = finder.find(order.labels());
    Dataset<Row> rows = finder.rows(labels);
    return inputs(
        service,
        views,
        rows,
        recipe(order, service, labels.pinned(finder.columns(labels, rows)), pins));
  }

  static Inputs inputs(
      Service service, List<FeatureView> views, Dataset<Row> labels, Recipe recipe) {
    return new Inputs(
        service,
        views,
        labels.select(Columns.named(recipe.labels().columns().kept()).toArray(Column[]::new)),
        recipe);
  }

  private Recipe recipe(
      Order order, Service service, Recipe.Labelled labels, List<Recipe.Viewed> views) {
    TrainingSet terms = service.training();
    return new Recipe(
        project.name(),
        project.environment(),
        service.name(),
        Definitions.of(service),
        labels,
        views,
        terms.knownTime(),
        terms.at(),
        terms.split(),
        terms.augment(),
        terms.seed(),
        order.format().word(),
        order.shards());
  }

  private Service service(String name) {
    Map<String, Service> services = project.serving().services();
    return Optional.ofNullable(services.get(name))
        .orElseThrow(
            () ->
                new ProjectException(
                    "Unknown service '" + name + "'. " + Nearest.hint(name, services.keySet())));
  }

  private Recipe.Viewed viewed(FeatureView view, Service service) {
    TableState state = lake.table(view.name()).state();
    List<String> columns = service.columns(view);
    if (state.batch() < 0) {
      throw new ProjectException(
          "Cannot take features of "
              + view.name()
              + ": its table was never built. Run it first: ingot run --select +"
              + view.name());
    }
    Optional<String> made =
        BatchRecord.of(lake.table(view.name()), state.generation(), state.batch())
            .map(BatchRecord::definition);
    boolean isAnother = made.filter(hash -> !hash.equals(view.definitionHash())).isPresent();
    List<String> there = Arrays.asList(state.schema().fieldNames());
    if (isAnother || !there.containsAll(columns)) {
      throw new ProjectException(
          "Cannot take features of "
              + view.name()
              + ": its table was computed by another definition than the project has now. Run it"
              + " first: ingot run --select "
              + view.name());
    }
    return new Recipe.Viewed(
        new Recipe.TablePin(view.name(), state.tableId(), state.version()),
        view.definitionHash(),
        version(view),
        view.ttl(),
        columns);
  }

  /** The number of the view's declaration, where it is the one that was applied last. */
  private Optional<Integer> version(FeatureView view) {
    return registered
        .flatMap(all -> all.view(view.name().name()))
        .filter(applied -> applied.hash().equals(view.definitionHash()))
        .map(RegisteredView::version);
  }

  private void requireVersions(FeatureView view, Service service) {
    Optional<Integer> now = version(view);
    for (FeatureRef ref : service.features()) {
      if (ref.table().equals(view.name())
          && ref.version().isPresent()
          && !ref.version().equals(now)) {
        throw new ProjectException(
            "Cannot take "
                + ref
                + " for service "
                + service.name()
                + ": "
                + now.map(number -> "the view has version " + number + " now")
                    .orElse(
                        "the view as the project declares it was never applied, and so has no"
                            + " version")
                + ". "
                + now.map(number -> "Say @" + number + ", if that is meant.")
                    .orElse("Run ingot features apply first."));
      }
    }
  }

  /**
   * What was asked for.
   *
   * @param labels a table or a file; those of the service where it is empty
   * @param shards how many files a part has; by its rows where it is empty
   */
  record Order(
      String service, Optional<String> labels, SetFormat format, Optional<Integer> shards) {}
}
