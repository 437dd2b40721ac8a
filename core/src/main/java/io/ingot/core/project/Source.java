package io.ingot.core.project;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a bronze table is filled from. Its kind follows the connection's type and is told by a key:
 * {@code table} for JDBC, {@code path} for files, {@code endpoint} for REST, {@code topic} for
 * Kafka.
 */
public sealed interface Source {
  /** The connection's name in {@code ingot.yml}. */
  String connection();

  /** The type that the connection must have. */
  String connectionType();

  /** A table or view of a database. */
  @Key("table")
  record JdbcTable(
      @Required @Doc("Name of a connection in ingot.yml") String connection,
      @Required @Doc("Table or view, as schema.name") String table)
      implements Source {
    public JdbcTable {
      Objects.requireNonNull(connection, "connection");
      if (!table.matches("[A-Za-z_][A-Za-z0-9_]{0,62}(\\.[A-Za-z_][A-Za-z0-9_]{0,62})?")) {
        throw new IllegalArgumentException(
            "Invalid source table: " + table + ". Write name or schema.name.");
      }
    }

    @Override
    public String connectionType() {
      return "jdbc";
    }
  }

  /** Files of one format below a connection's folder, each taken once. */
  @Key("path")
  record FileSet(
      @Required @Doc("Name of a connection in ingot.yml") String connection,
      @Required @Doc("Path below the connection's folder; * and ** match names and folders")
          String path,
      @Required @Doc("csv, json (one object a line), json_array or parquet") Format format,
      @Doc("How CSV is written, where it is not by RFC 4180") CsvDialect csv,
      @Doc("How long a file must have been left alone before it is read; 1m unless said")
          Duration settle,
      @Doc("A file that changed after it was taken: fail, or again (all of it once more)")
          Changed changed,
      @Doc(
              "A file of the same bytes as one that was taken by another name: load it, or skip it;"
                  + " load unless said")
          Copies copies,
      @Doc("The share of a batch's files that may be set aside as damaged; 20% unless said")
          Share damaged)
      implements Source {
    public FileSet {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(path, "path");
      Objects.requireNonNull(format, "format");
      if (csv != null && format != Format.CSV) {
        throw new IllegalArgumentException("'csv' belongs to format csv. Leave it out.");
      }
      csv = csv == null ? CsvDialect.usual() : csv;
      settle = settle == null ? Duration.ofMinutes(1) : settle;
      changed = changed == null ? Changed.FAIL : changed;
      copies = copies == null ? Copies.LOAD : copies;
      damaged = damaged == null ? new Share(0.2) : damaged;
      if (path.startsWith("/") || path.contains("..")) {
        throw new IllegalArgumentException(
            "Invalid path: " + path + ". It is relative to the connection's folder, without '..'.");
      }
      Glob.of(path);
    }

    /** Files that are taken at once, each as it is when it is seen first. */
    public static FileSet atOnce(String connection, String path, Format format) {
      return new FileSet(connection, path, format, null, Duration.ZERO, Changed.FAIL, null, null);
    }

    /** The same files, of CSV that is written in another way. */
    public FileSet written(CsvDialect dialect) {
      return new FileSet(connection, path, format, dialect, settle, changed, copies, damaged);
    }

    @Override
    public String connectionType() {
      return "files";
    }
  }

  /** What an HTTP interface answers, page by page. */
  @Key("endpoint")
  record Endpoint(
      @Required @Doc("Name of a connection in ingot.yml") String connection,
      @Required @Doc("Path below the connection's address, such as /v1/events") String endpoint,
      @Doc(
              "Where the list of records is in a page, such as data.items; the page itself unless said")
          Optional<String> records,
      @Doc("Further query parameters") Map<String, String> params,
      @Doc("How the next page is found; a single page unless said") Optional<Pages> pages,
      @Doc("Which parameters ask for what is new; everything is read each time unless said")
          Optional<Increment> increment,
      @Doc("The most pages of one batch; 10000 unless said") int maxPages)
      implements Source {
    public Endpoint {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(records, "records");
      Objects.requireNonNull(pages, "pages");
      Objects.requireNonNull(increment, "increment");
      params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
      maxPages = maxPages == 0 ? 10_000 : maxPages;
      if (!endpoint.startsWith("/") || endpoint.contains("..") || endpoint.contains("?")) {
        throw new IllegalArgumentException(
            "Invalid endpoint: "
                + endpoint
                + ". Write a path such as /v1/events; params go apart.");
      }
      URI.create(endpoint);
      if (maxPages < 1) {
        throw new IllegalArgumentException("max_pages must be at least 1.");
      }
      String[] taken =
          Stream.of(
                  params.keySet(),
                  pages.map(Pages::params).orElse(Set.of()),
                  increment.map(Increment::params).orElse(Set.of()))
              .flatMap(Set::stream)
              .toArray(String[]::new);
      if (Set.copyOf(Arrays.asList(taken)).size() < taken.length) {
        throw new IllegalArgumentException(
            "'params', 'pages' and 'increment' use the same parameter: "
                + String.join(", ", taken)
                + ". Each may stand in one of them only.");
      }
    }

    @Override
    public String connectionType() {
      return "rest";
    }
  }

  /** A topic of a Kafka cluster. */
  @Key("topic")
  record Topic(
      @Required @Doc("Name of a connection in ingot.yml") String connection,
      @Required @Doc("The topic's name") String topic,
      @Required @Doc("What a value is: json or avro") Encoding format,
      @Doc("avro: the file of the schema, relative to the project") Optional<String> schema,
      @Doc(
              "avro: the id of that schema in a registry, if values begin with byte 0 and that id;"
                  + " other values are kept as corrupt")
          Optional<Integer> schemaId,
      @Doc("Where the first batch begins: earliest or latest; earliest unless said") Start start,
      @Doc("The most records of one batch; a backlog becomes several batches")
          Optional<Long> maxRecords)
      implements Source {
    public Topic {
      Objects.requireNonNull(connection, "connection");
      Objects.requireNonNull(format, "format");
      Objects.requireNonNull(schema, "schema");
      Objects.requireNonNull(schemaId, "schemaId");
      Objects.requireNonNull(maxRecords, "maxRecords");
      start = start == null ? Start.EARLIEST : start;
      if (!topic.matches("[A-Za-z0-9._-]{1,249}") || topic.matches("\\.{1,2}")) {
        throw new IllegalArgumentException(
            "Invalid topic: " + topic + ". Write letters, digits, dots, dashes and underscores.");
      }
      if ((format == Encoding.AVRO) != schema.isPresent()) {
        throw new IllegalArgumentException("'schema' belongs to format avro, which needs it.");
      }
      if (schema.filter(file -> file.startsWith("/") || file.contains("..")).isPresent()) {
        throw new IllegalArgumentException(
            "Invalid schema: " + schema.get() + ". It is relative to the project, without '..'.");
      }
      if (schemaId.isPresent() && (format != Encoding.AVRO || schemaId.get() < 0)) {
        throw new IllegalArgumentException(
            "'schema_id' belongs to format avro and is a number of at least 0.");
      }
      if (maxRecords.filter(most -> most < 1).isPresent()) {
        throw new IllegalArgumentException("max_records must be at least 1.");
      }
    }

    @Override
    public String connectionType() {
      return "kafka";
    }
  }

  /** How a file's bytes become records. */
  enum Format {
    CSV,
    JSON,
    JSON_ARRAY,
    PARQUET
  }

  /** What a file means that was taken and has another size or time now. */
  enum Changed {
    /** The run stops. */
    FAIL,
    /** It is another file, and is taken whole. */
    AGAIN
  }

  /** What a file means that has the bytes of one that was taken by another name. */
  enum Copies {
    /** It is data like any other. */
    LOAD,
    /** It was delivered twice: it counts as taken, and no row of it is. */
    SKIP
  }

  /** How a message's bytes become a record. */
  enum Encoding {
    JSON,
    AVRO
  }

  /** Where a topic's first batch begins. */
  enum Start {
    EARLIEST,
    LATEST
  }
}
