package io.ingot.quality.alert;

import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import java.util.Objects;

/**
 * A table that was looked at for one kind of trouble, so that whatever of that kind was told of it
 * before and is not wrong any more is over.
 */
public record Looked(TableName table, Trouble trouble) {
  public Looked {
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(trouble, "trouble");
  }
}
