package io.ingot.etl.bronze.files;

import java.io.IOException;

/** Reads the rows of a part of a file, one after the other into the same row. */
interface RowReader {
  /** Goes to the next record; false at the end of the stream. */
  boolean next() throws IOException;

  /** First byte of the record in the file. */
  long position();

  /** Gives the record to a row. */
  void give(TextRow row);
}
