package io.ingot.features.online;

import io.ingot.core.cli.Command;
import io.ingot.core.error.ProjectException;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Online;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Selection;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The views of a project that are served, by the connection that serves them. */
final class OnlineViews {
  private OnlineViews() {}

  /** All of them. */
  static Map<String, List<FeatureView>> of(Project project) {
    return of(project, project.tables().keySet());
  }

  /** Those among some tables. */
  static Map<String, List<FeatureView>> of(Project project, Set<TableName> tables) {
    Map<String, List<FeatureView>> views = new TreeMap<>();
    for (TableName table : tables) {
      if (project.tables().get(table) instanceof FeatureView view && view.online().isPresent()) {
        String connection = view.online().map(Online::connection).orElseThrow();
        views.computeIfAbsent(connection, name -> new ArrayList<>()).add(view);
      }
    }
    return views;
  }

  /**
   * Those that a command selects.
   *
   * @throws ProjectException when it selects none
   */
  static Map<String, List<FeatureView>> selected(Command command, Project project) {
    Map<String, List<FeatureView>> views = of(project, Selection.of(command.select()).in(project));
    if (views.isEmpty()) {
      throw new ProjectException(
          "None of these views is served online. Add online: {connection: NAME} to one, where NAME"
              + " is a connection of type redis.");
    }
    return views;
  }
}
