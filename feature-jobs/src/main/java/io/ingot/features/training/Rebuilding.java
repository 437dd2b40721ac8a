package io.ingot.features.training;

import io.ingot.core.error.GapException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import io.ingot.core.project.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds again what a training set was made from, or tells all that is not as it was. */
final class Rebuilding {
  private final Project project;
  private final Lake lake;
  private final Recipe recipe;
  private final List<String> changed = new ArrayList<>();
  private final List<String> gone = new ArrayList<>();

  private Rebuilding(Project project, Lake lake, Recipe recipe) {
    this.project = project;
    this.lake = lake;
    this.recipe = recipe;
  }

  /**
   * The inputs of a set.
   *
   * @throws ProjectException when the project declares something else now
   * @throws GapException when an input is gone, or is another one
   */
  static Inputs of(Recipe recipe, Project project, Lake lake) {
    return new Rebuilding(project, lake, recipe).inputs();
  }

  private Inputs inputs() {
    Optional<Service> service = service();
    List<FeatureView> views = new ArrayList<>();
    recipe.views().forEach(viewed -> view(viewed).ifPresent(views::add));
    Optional<LabelSource> labels = labels();
    if (!gone.isEmpty()) {
      throw new GapException(refusal(gone, changed));
    }
    if (!changed.isEmpty()) {
      throw new ProjectException(refusal(changed, List.of()));
    }
    Dataset<Row> rows =
        labels.orElseThrow().rows(lake, Inputs.keys(views), recipe.labels().columns().time());
    return Pinning.inputs(service.orElseThrow(), views, rows, recipe);
  }

  private String refusal(List<String> first, List<String> second) {
    List<String> all = new ArrayList<>(first);
    all.addAll(second);
    return "Cannot make the training set of service "
        + recipe.service()
        + " again: "
        + String.join("; ", all)
        + ". "
        + (gone.isEmpty()
            ? "Check the project out as it was when the set was made."
            : "What is gone does not come back: keep the set itself, or make a new one.");
  }

  private Optional<Service> service() {
    if (!project.name().equals(recipe.project())
        || !project.environment().equals(recipe.environment())) {
      changed.add(
          "it was made by project "
              + recipe.project()
              + " in environment "
              + recipe.environment()
              + ", and this is "
              + project.name()
              + " in "
              + project.environment());
    }
    Optional<Service> service =
        Optional.ofNullable(project.serving().services().get(recipe.service()));
    if (service.isEmpty()) {
      changed.add("the project has no service " + recipe.service() + " any more");
    } else if (!Definitions.of(service.get()).equals(recipe.definition())) {
      changed.add("services/" + recipe.service() + ".yml takes or says something else now");
    }
    return service;
  }

  private Optional<FeatureView> view(Recipe.Viewed viewed) {
    Optional<Table> declared = project.table(viewed.pin().table());
    if (declared.isEmpty() || !(declared.get() instanceof FeatureView view)) {
      changed.add("the project has no view " + viewed.pin().table() + " any more");
      return Optional.empty();
    }
    if (!view.definitionHash().equals(viewed.definition())) {
      changed.add("the definition of " + view.name() + " is another one now");
    } else if (!view.ttl().equals(viewed.ttl())) {
      changed.add(
          "the ttl of "
              + view.name()
              + " is "
              + view.ttl().map(String::valueOf).orElse("not said")
              + " now, and was "
              + viewed.ttl().map(String::valueOf).orElse("not said"));
    }
    requireThere(viewed.pin());
    return Optional.of(view);
  }

  private void requireThere(Recipe.TablePin pin) {
    lake.table(pin.table())
        .lost(pin.version(), pin.tableId())
        .ifPresent(why -> gone.add(pin.table() + " " + why));
  }

  private Optional<LabelSource> labels() {
    if (recipe.labels().table().isPresent()) {
      Recipe.TablePin pin = recipe.labels().table().get();
      requireThere(pin);
      return Optional.of(new LabelTable(pin));
    }
    Recipe.FilePin pin = recipe.labels().file().orElseThrow();
    Optional<LabelFile> file = LabelFile.at(pin.path(), lake.spark());
    if (file.isEmpty()) {
      gone.add("the labels " + pin.path() + " are not there any more");
    } else if (!file.get().pin().equals(pin)) {
      gone.add(
          "the labels "
              + pin.path()
              + " are another file now: its sha256 is "
              + file.get().pin().sha256()
              + ", and was "
              + pin.sha256());
    }
    return file.map(LabelSource.class::cast);
  }
}
