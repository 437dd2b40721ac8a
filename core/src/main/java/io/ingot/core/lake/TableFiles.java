package io.ingot.core.lake;

import java.util.Collection;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The data files of one version of a table, as its log listed them once. */
public final class TableFiles {
  private final DeltaContents contents;

  TableFiles(DeltaContents contents) {
    this.contents = contents;
  }

  /** All of them. */
  public List<DataFile> all() {
    return contents.files();
  }

  /** The columns by which the table is partitioned, in their order; none for many a table. */
  public List<String> partitionColumns() {
    return contents.partitionColumns();
  }

  /** Delta's id of the table, which a re-created table does not keep. */
  public String tableId() {
    return contents.tableId();
  }

  /**
   * The rows that are in some of the files, with all columns; no other file is opened.
   *
   * @throws IllegalArgumentException when one of them is not of this version
   */
  public Dataset<Row> rows(Collection<DataFile> of) {
    return contents.rows(of.stream().map(DataFile::name).toList());
  }
}
