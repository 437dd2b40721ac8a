package io.ingot.core.lineage;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import io.ingot.core.project.Source;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A set of rows as lineage servers know it, by OpenLineage's rules of naming, so that what other
 * tools tell of the same database, topic or folder meets what Ingot tells.
 *
 * @param namespace where it lies, such as {@code postgres://host:5432} or {@code s3://bucket}
 * @param name what it is called there
 */
record Dataset(String namespace, String name) {
  private static final Pattern JDBC =
      Pattern.compile("jdbc:(postgresql|mariadb|mysql)://([^/?]+)(?:/([^?]*))?(?:\\?.*)?");

  /** What lies below a path or URI. */
  static Dataset at(String location) {
    if (!location.matches("[A-Za-z][A-Za-z0-9+.-]+:.*")) {
      return new Dataset("file", location);
    }
    URI uri = URI.create(location.replace(" ", "%20"));
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String path = uri.getPath() == null ? "" : uri.getPath();
    if (scheme.equals("file")) {
      return new Dataset("file", path);
    }
    if (scheme.equals("s3a") || scheme.equals("s3n")) {
      scheme = "s3";
    }
    String namespace = scheme + "://" + (uri.getAuthority() == null ? "" : uri.getAuthority());
    return new Dataset(namespace, scheme.equals("hdfs") ? path : path.replaceFirst("^/+", ""));
  }

  /** What a bronze table is filled from. */
  static Dataset of(BronzeTable bronze, Project project) {
    Source source = bronze.source();
    Connection connection = project.connections().get(source.connection());
    if (source instanceof Source.JdbcTable jdbc) {
      return table((Connection.Jdbc) connection, jdbc.table());
    }
    if (source instanceof Source.FileSet files) {
      String root = ((Connection.Files) connection).root();
      boolean absolute = root.startsWith("/") || root.matches("[A-Za-z][A-Za-z0-9+.-]+:.*");
      return at(
          (absolute ? root : project.folder().resolve(root).normalize().toString())
                  .replaceFirst("/+$", "")
              + "/"
              + files.path());
    }
    if (source instanceof Source.Endpoint rest) {
      URI address = URI.create(((Connection.Rest) connection).url());
      return new Dataset(
          address.getScheme() + "://" + address.getAuthority(),
          address.getPath().replaceFirst("/+$", "") + rest.endpoint());
    }
    String brokers = ((Connection.Kafka) connection).brokers();
    return new Dataset("kafka://" + brokers.split(",")[0].strip(), ((Source.Topic) source).topic());
  }

  private static Dataset table(Connection.Jdbc jdbc, String table) {
    Matcher url = JDBC.matcher(jdbc.url());
    if (!url.matches()) {
      throw new IllegalArgumentException("Unsupported address of a database.");
    }
    boolean postgres = url.group(1).equals("postgresql");
    String host = url.group(2).split(",")[0];
    String server = host.matches(".*:\\d+") ? host : host + (postgres ? ":5432" : ":3306");
    String database = url.group(3) == null ? "" : url.group(3);
    if (postgres) {
      String full = table.contains(".") ? table : "public." + table;
      return new Dataset("postgres://" + server, database + "." + full);
    }
    return new Dataset("mysql://" + server, table.contains(".") ? table : database + "." + table);
  }
}
