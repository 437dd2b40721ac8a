package io.ingot.features.prepare;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.spark.ml.Transformer;
import org.apache.spark.ml.feature.SQLTransformer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A stage that adds columns by SQL; one for many, since each one is parsed on its own. */
final class SqlStage {
  private final String id;
  private final Map<String, String> columns = new LinkedHashMap<>();

  SqlStage(String id) {
    this.id = id;
  }

  void add(String output, String expression) {
    columns.put(output, expression);
  }

  Dataset<Row> transform(Dataset<Row> rows) {
    Dataset<Row> transformed = rows;
    for (Transformer stage : stages()) {
      transformed = stage.transform(transformed);
    }
    return transformed;
  }

  /** None where no column is added. */
  List<Transformer> stages() {
    return columns.isEmpty()
        ? List.of()
        : List.of(
            // A fixed id: the same rows give the same model, file by file.
            new SQLTransformer(id)
                .setStatement(
                    columns.entrySet().stream()
                        .map(one -> one.getValue() + " AS " + Field.quoted(one.getKey()))
                        .collect(Collectors.joining(", ", "SELECT *, ", " FROM __THIS__"))));
  }
}
