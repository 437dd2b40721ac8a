package io.ingot.etl.bronze;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import io.ingot.core.project.Source;
import io.ingot.etl.bronze.files.FileExtractor;
import io.ingot.etl.bronze.http.RestExtractor;
import io.ingot.etl.bronze.jdbc.JdbcExtractor;
import io.ingot.etl.bronze.kafka.KafkaExtractor;
import java.util.Map;

/** The extractor of each kind of source. */
@FunctionalInterface
interface Extractors {
  Extractor extractor(BronzeTable declared, Project project);

  Map<Class<? extends Source>, Extractors> ALL =
      Map.of(
          Source.JdbcTable.class,
          (declared, project) ->
              new JdbcExtractor(
                  declared,
                  (Source.JdbcTable) declared.source(),
                  (Connection.Jdbc) connection(declared, project)),
          Source.FileSet.class,
          (declared, project) ->
              new FileExtractor(
                  declared.name(),
                  (Source.FileSet) declared.source(),
                  (Connection.Files) connection(declared, project),
                  project.folder()),
          Source.Topic.class,
          (declared, project) ->
              new KafkaExtractor(
                  declared.name(),
                  (Source.Topic) declared.source(),
                  (Connection.Kafka) connection(declared, project),
                  project.folder()),
          Source.Endpoint.class,
          (declared, project) ->
              new RestExtractor(
                  declared,
                  (Source.Endpoint) declared.source(),
                  (Connection.Rest) connection(declared, project),
                  project.retry(declared)));

  static Extractor of(BronzeTable declared, Project project) {
    return ALL.get(declared.source().getClass()).extractor(declared, project);
  }

  private static Connection connection(BronzeTable declared, Project project) {
    return project.connections().get(declared.source().connection());
  }
}
