package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.core.error.SourceException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.spark.sql.types.StructType;

/**
 * What can be told of files before a row of them is read.
 *
 * @param heads files by what their header or footer says
 * @param damaged files that are set aside
 */
record Survey(Map<StructType, List<SourceFile>> heads, List<Damage> damaged) {
  private static final int AT_ONCE = 16;

  /**
   * Reads the heads of files, several at a time: each is a question to the store.
   *
   * @throws SourceException when the store does not answer
   */
  static Survey of(Formats format, PackedFiles folder, List<SourceFile> files) {
    ExecutorService readers =
        Executors.newFixedThreadPool(Math.max(1, Math.min(AT_ONCE, files.size())));
    try {
      List<Callable<Head>> questions = new ArrayList<>();
      files.forEach(file -> questions.add(() -> Head.of(format, folder, file)));
      Map<StructType, List<SourceFile>> heads = new LinkedHashMap<>();
      List<Damage> damaged = new ArrayList<>();
      for (Future<Head> answer : readers.invokeAll(questions)) {
        Head head = answer.get();
        head.damage()
            .ifPresentOrElse(
                found -> damaged.add(Damage.of(head.file(), found)),
                () ->
                    heads
                        .computeIfAbsent(head.columns(), columns -> new ArrayList<>())
                        .add(head.file()));
      }
      return new Survey(heads, damaged);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof SourceException source
          ? source
          : new IllegalStateException("Cannot look at the files of a batch.", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while looking at the files of a batch.", e);
    } finally {
      readers.shutdownNow();
    }
  }

  /** One file's head, or why it has none. */
  private record Head(SourceFile file, StructType columns, Optional<DamagedFile> damage) {
    static Head of(Formats format, PackedFiles folder, SourceFile file) {
      AtomicReference<StructType> columns = new AtomicReference<>(new StructType());
      try {
        Optional<DamagedFile> damage =
            folder.damage(file.path(), (files, name) -> columns.set(format.head(files, name)));
        return new Head(file, columns.get(), damage);
      } catch (IOException e) {
        throw SourceFolder.unanswered("Cannot read " + file.path(), e);
      }
    }
  }
}
