package io.ingot.features.online;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Project;
import io.ingot.core.project.Secret;
import java.io.Serializable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How a Redis is spoken to, in a form that a task takes along. The login is looked up once, where
 * the terms are made, since a variable that the driver has is not one of the executors; no text of
 * the terms holds it.
 */
final class RedisTerms implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String name;
  private final ArrayList<String> nodes;
  private final String user;
  private final String password;
  private final boolean tls;
  private final boolean cluster;
  private final int database;
  private final Duration timeout;

  private RedisTerms(String name, Connection.Redis redis) {
    this.name = name;
    this.nodes = new ArrayList<>(redis.nodes());
    this.user = redis.user().orElse("");
    this.password = redis.password().map(Secret::reveal).orElse("");
    this.tls = redis.tls();
    this.cluster = redis.cluster();
    this.database = redis.database();
    this.timeout = redis.timeout();
  }

  /**
   * Those of a connection of a project.
   *
   * @throws ProjectException when there is no such connection, or its password is not set
   */
  static RedisTerms of(Project project, String connection) {
    if (project.connections().get(connection) instanceof Connection.Redis redis) {
      return of(connection, redis);
    }
    throw new ProjectException(
        "Cannot serve from the connection %s: it is not one of type redis. Declare it in ingot.yml."
            .formatted(connection));
  }

  /** Those of a connection by its name in the project. */
  static RedisTerms of(String name, Connection.Redis redis) {
    return new RedisTerms(name, redis);
  }

  List<String> nodes() {
    return nodes;
  }

  Optional<String> user() {
    return Optional.of(user).filter(text -> !text.isEmpty());
  }

  Optional<String> password() {
    return Optional.of(password).filter(text -> !text.isEmpty());
  }

  boolean isTls() {
    return tls;
  }

  boolean isCluster() {
    return cluster;
  }

  int database() {
    return database;
  }

  Duration timeout() {
    return timeout;
  }

  /** The connection's name in the project. */
  String name() {
    return name;
  }

  @Override
  public String toString() {
    return name + " at " + String.join(", ", nodes);
  }
}
