package io.ingot.features.score;

import io.ingot.core.cli.Command;
import io.ingot.core.cli.Verb;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Labels;
import io.ingot.core.project.Nearest;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import java.util.List;
import java.util.Optional;

/**
 * A service with the views that it takes features from.
 *
 * @param views in the order in which it first names them
 */
record ServiceTerms(Service service, List<FeatureView> views) {
  ServiceTerms {
    views = List.copyOf(views);
  }

  /**
   * The service of a project by name.
   *
   * @throws ProjectException when there is none
   */
  static ServiceTerms of(Project project, String name) {
    Service service =
        Optional.ofNullable(project.serving().services().get(name))
            .orElseThrow(
                () ->
                    new ProjectException(
                        "Unknown service '"
                            + name
                            + "'. "
                            + Nearest.hint(name, project.serving().services().keySet())));
    return new ServiceTerms(
        service,
        service.views().stream()
            .flatMap(view -> project.table(view).stream())
            .map(FeatureView.class::cast)
            .toList());
  }

  /** What an option says that has to be said. */
  static String said(Command command, Verb.Option option, String name) {
    return command
        .said(option)
        .filter(text -> !text.isBlank())
        .orElseThrow(() -> new ProjectException("Say " + name + " too; see 'ingot help'."));
  }

  /** The key columns of all views. */
  List<String> keys() {
    return views.stream().flatMap(view -> view.entity().keySet().stream()).distinct().toList();
  }

  /** The columns of all features. */
  List<String> features() {
    return views.stream().flatMap(view -> service.columns(view).stream()).distinct().toList();
  }

  Optional<Labels> labels() {
    return service.training().labels();
  }
}
