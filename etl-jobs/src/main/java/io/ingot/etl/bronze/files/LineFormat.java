package io.ingot.etl.bronze.files;

import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.util.List;

/** How the lines of a kind of files become rows; goes to where tasks run. */
interface LineFormat extends Serializable {
  Charset charset();

  /** The source's own columns of a row. */
  List<String> columns();

  /** Whether a record can be told wherever in a file one begins to read. */
  boolean splits();

  /**
   * Reads rows.
   *
   * @param from first byte of the part of the file that is read
   */
  RowReader rows(LineReader lines, long from) throws IOException;
}
