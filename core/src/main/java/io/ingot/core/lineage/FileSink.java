package io.ingot.core.lineage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A file of one event a line. */
record FileSink(Path file) implements EventSink {
  @Override
  public void accept(String event) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, event + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  @Override
  public String place() {
    return file.toString();
  }
}
