package io.ingot.core.testkit;

import io.ingot.core.project.Layer;
import io.ingot.core.project.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Finds the tables of all lakes below a folder: {@code <lake>/<layer>/<name>/_delta_log}. */
final class LakeTables extends SimpleFileVisitor<Path> {
  private final Map<Path, Map<TableName, TableLog>> lakes = new TreeMap<>();

  private LakeTables() {}

  /** The tables by lake and name. */
  static Map<Path, Map<TableName, TableLog>> below(Path folder) {
    LakeTables found = new LakeTables();
    try {
      Files.walkFileTree(folder, found);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look for tables below " + folder, e);
    }
    return found.lakes;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
    if (!Files.isDirectory(folder.resolve("_delta_log"))) {
      return FileVisitResult.CONTINUE;
    }
    Path layer = folder.getParent();
    String word = layer.getFileName().toString();
    if (Arrays.stream(Layer.values()).anyMatch(known -> known.word().equals(word))) {
      TableName name = TableName.of(word + "." + folder.getFileName());
      lakes
          .computeIfAbsent(layer.getParent(), unseen -> new TreeMap<>())
          .put(name, TableLog.of(name, folder));
    }
    return FileVisitResult.SKIP_SUBTREE;
  }

  /** A server that is being stopped takes its files away meanwhile. */
  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult postVisitDirectory(Path folder, IOException failure) {
    return FileVisitResult.CONTINUE;
  }
}
