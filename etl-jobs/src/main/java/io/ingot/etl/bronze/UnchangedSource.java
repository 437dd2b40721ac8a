package io.ingot.etl.bronze;

import io.ingot.core.batch.Evidence;
import io.ingot.core.batch.Gate;
import io.ingot.core.batch.Verdict;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.Lake;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.types.StructType;

/** Lets no batch pass whose source changed while it was read. */
record UnchangedSource(Extractor extractor, Lake lake, Window window) implements Gate {
  @Override
  public List<Column> measures(StructType schema) {
    return List.of();
  }

  @Override
  public List<Verdict> judge(Evidence evidence) {
    extractor.requireUnchanged(lake, window);
    return List.of();
  }
}
