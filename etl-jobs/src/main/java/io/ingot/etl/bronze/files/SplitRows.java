package io.ingot.etl.bronze.files;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.executor.InputMetrics;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.util.TaskCompletionListener;

/** Reads the rows of parts of files, in a task. */
final class SplitRows implements FlatMapFunction<List<Split>, InternalRow> {
  private static final long serialVersionUID = 1L;

  private final PackedFiles files;
  private final LineFormat format;

  SplitRows(PackedFiles files, LineFormat format) {
    this.files = files;
    this.format = format;
  }

  @Override
  public Iterator<InternalRow> call(List<Split> splits) {
    Rows rows = new Rows(splits.iterator(), TaskContext.get().taskMetrics().inputMetrics());
    TaskContext.get()
        .addTaskCompletionListener(
            (TaskCompletionListener)
                end -> {
                  try {
                    rows.close();
                  } catch (IOException e) {
                    throw new UncheckedIOException(e);
                  }
                });
    return rows;
  }

  /** Gives the same row each time, filled anew. */
  private final class Rows implements Iterator<InternalRow>, Closeable {
    private final Iterator<Split> splits;
    private final InputMetrics metrics;
    private final TextRow row = new TextRow(format.columns().size());
    private Optional<Part> part = Optional.empty();
    private boolean ready;

    Rows(Iterator<Split> splits, InputMetrics metrics) {
      this.splits = splits;
      this.metrics = metrics;
    }

    @Override
    public boolean hasNext() {
      try {
        while (!ready && (part.isPresent() || splits.hasNext())) {
          if (part.isEmpty()) {
            part = Optional.of(Part.open(files, format, splits.next(), row));
          }
          ready = part.get().next();
          if (!ready) {
            close();
          }
        }
        return ready;
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public InternalRow next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The parts have no more rows.");
      }
      ready = false;
      RowReader rows = part.orElseThrow().rows();
      row.at(rows.position());
      rows.give(row);
      metrics.incRecordsRead(1);
      return row.row();
    }

    @Override
    public void close() throws IOException {
      if (part.isPresent()) {
        part.get().lines().close();
        part = Optional.empty();
      }
    }
  }

  /** A part of a file that is being read. */
  private record Part(LineReader lines, RowReader rows, long until) {
    static Part open(PackedFiles files, LineFormat format, Split split, TextRow row)
        throws IOException {
      row.of(split.file());
      String name = split.file().path();
      InputStream bytes =
          split.from() == 0 ? files.unpack(name) : files.open(name, split.from() - 1);
      try {
        LineReader lines = LineReader.of(bytes, format.charset(), split.from(), split.until());
        return new Part(lines, format.rows(lines, split.from()), split.until());
      } catch (IOException | RuntimeException e) {
        bytes.close();
        throw e;
      }
    }

    boolean next() throws IOException {
      return rows.next() && rows.position() < until;
    }
  }
}
