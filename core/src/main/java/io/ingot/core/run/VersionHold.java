package io.ingot.core.run;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import java.util.List;
import java.util.Objects;

/**
 * Something that still needs older versions of tables, be it to read them or what changed since, so
 * that their files must not be removed. Found by {@link java.util.ServiceLoader}, so that every
 * module can tell of what it holds.
 */
public interface VersionHold {
  /** What is held of a table; none where nothing is, or where the table is not there. */
  List<Held> on(TableName table, Project project, Lake lake);

  /**
   * One version that is needed, and with it every change since.
   *
   * @param version the oldest that is needed
   * @param who what needs it, such as {@code gold.daily_sales} or {@code release 12}
   * @param remedy what ends that, such as {@code run it first}
   */
  record Held(long version, String who, String remedy) {
    public Held {
      Objects.requireNonNull(who, "who");
      Objects.requireNonNull(remedy, "remedy");
    }
  }
}
