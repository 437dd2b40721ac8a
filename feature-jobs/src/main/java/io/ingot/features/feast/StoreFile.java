package io.ingot.features.feast;

import io.ingot.core.project.Connection;
import io.ingot.core.project.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The {@code feature_store.yaml} by which a client of Feast finds the registry and the stores. */
final class StoreFile {
  private StoreFile() {}

  /**
   * The text of the file. A password is a reference to an environment variable, which Feast looks
   * up when it reads the file.
   *
   * @param redis the connection by its name; empty where nothing is served
   */
  static String text(String project, Optional<Map.Entry<String, Connection.Redis>> redis) {
    return """
        project: %s
        provider: local
        registry: registry.db
        entity_key_serialization_version: 3
        %s# For historical features: pip install "feast[redis,duckdb,delta]". Who only reads values
        # online leaves it out, and needs "feast[redis]" alone.
        offline_store:
          type: duckdb
        """
        .formatted(project, redis.map(StoreFile::online).orElse(""));
  }

  private static String online(Map.Entry<String, Connection.Redis> named) {
    Connection.Redis redis = named.getValue();
    return """
        online_store:
          type: redis
          redis_type: %s
          connection_string: "%s"
        """
        .formatted(redis.cluster() ? "redis_cluster" : "redis", address(named.getKey(), redis));
  }

  private static String address(String name, Connection.Redis redis) {
    List<String> parts = new ArrayList<>(redis.nodes());
    if (!redis.cluster()) {
      parts.add("db=" + redis.database());
    }
    if (redis.tls()) {
      parts.add("ssl=true");
    }
    redis.user().ifPresent(user -> parts.add("username=" + user));
    redis
        .password()
        .ifPresent(password -> parts.add("password=${" + variable(name, password) + "}"));
    return String.join(",", parts);
  }

  /** The variable that Ingot takes the password from; where it takes a file, one to be set. */
  private static String variable(String name, Secret password) {
    return password
        .variable()
        .orElseGet(() -> name.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_") + "_PASSWORD");
  }
}
