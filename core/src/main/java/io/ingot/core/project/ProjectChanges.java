package io.ingot.core.project;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;

/** Compares two states of a project as the readers of its tables see them. */
public final class ProjectChanges {
  private ProjectChanges() {}

  /**
   * What became different about silver, gold and feature tables, in the order of their names.
   *
   * @param before the project that readers know
   * @param now the project that they will meet; its files tell the places
   */
  public static List<ContractChange> between(Project before, Project now) {
    List<ContractChange> changes = new ArrayList<>();
    TreeSet<TableName> names = new TreeSet<>(before.tables().keySet());
    names.addAll(now.tables().keySet());
    for (TableName name : names) {
      if (name.layer() != Layer.BRONZE) {
        Differences told = new Differences(name, FilePlaces.of(now.folder(), name));
        compare(before.table(name), now.table(name), told);
        changes.addAll(told.told());
      }
    }
    return changes;
  }

  private static void compare(Optional<Table> before, Optional<Table> now, Differences told) {
    if (now.isEmpty()) {
      told.breaking("the table was removed", "Keep it until nobody reads it");
    } else if (before.isEmpty()) {
      told.compatible("the table is new", "");
    } else if (before.get() instanceof SilverTable old && now.get() instanceof SilverTable table) {
      new SilverChanges(old, table, told).tell();
    } else if (before.get() instanceof GoldTable old && now.get() instanceof GoldTable table) {
      GoldChanges.tell(old, table, told);
    } else if (before.get() instanceof FeatureView old && now.get() instanceof FeatureView view) {
      FeatureChanges.tell(old, view, told);
    } else if (!Objects.equals(before, now)) {
      throw new IllegalStateException("Two kinds of table of the name " + now.get().name());
    }
  }
}
