package io.ingot.etl.bronze.files;

import io.ingot.core.batch.SourceFile;
import io.ingot.etl.bronze.JsonFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.util.Iterator;
import java.util.Optional;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.util.TaskCompletionListener;

/** Reads the elements of a file that is a JSON array as rows, one at a time. */
final class JsonArrayRows implements FlatMapFunction<SourceFile, Row> {
  private static final long serialVersionUID = 1L;

  private final PackedFiles files;

  JsonArrayRows(PackedFiles files) {
    this.files = files;
  }

  @Override
  public Iterator<Row> call(SourceFile file) throws IOException {
    JsonElements elements = new JsonElements(files.unpack(file.path()));
    TaskContext.get().addTaskCompletionListener((TaskCompletionListener) end -> close(elements));
    return StreamSupport.stream(
            new Spliterators.AbstractSpliterator<Row>(Long.MAX_VALUE, 0) {
              @Override
              public boolean tryAdvance(Consumer<? super Row> action) {
                Optional<JsonElements.Element> element = next(elements);
                element.ifPresent(found -> action.accept(row(file, found)));
                return element.isPresent();
              }
            },
            false)
        .iterator();
  }

  private static Optional<JsonElements.Element> next(JsonElements elements) {
    try {
      Optional<JsonElements.Element> next = elements.next();
      if (next.isEmpty()) {
        elements.close();
      }
      return next;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Row row(SourceFile file, JsonElements.Element element) {
    String fault = JsonFault.of(element.text()).orElse(null);
    return RowFactory.create(
        element.text(),
        fault == null ? null : element.text(),
        fault,
        RowFactory.create(
            file.path(), file.bytes(), Timestamp.from(file.modified()), element.position()));
  }

  private static void close(JsonElements elements) {
    try {
      elements.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
