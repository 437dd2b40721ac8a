package io.ingot.app.k8s;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

/**
 * One object of a cluster.
 *
 * @param id what tells it from the others of a namespace
 * @param tree the whole object
 */
record Manifest(Id id, ObjectNode tree) {
  Manifest {
    Objects.requireNonNull(id, "id");
    tree = tree.deepCopy();
  }

  static Manifest of(Tree object) {
    ObjectNode tree = object.node();
    return new Manifest(
        new Id(
            tree.path("apiVersion").asText(),
            tree.path("kind").asText(),
            tree.path("metadata").path("name").asText()),
        tree);
  }

  @Override
  public ObjectNode tree() {
    return tree.deepCopy();
  }

  /** The same object, wherever it is put. */
  Manifest anywhere() {
    ObjectNode bare = tree.deepCopy();
    bare.withObject("/metadata").remove("namespace");
    return new Manifest(id, bare);
  }

  /** Kind and name; objects of two environments with the same id are one object that differs. */
  record Id(String apiVersion, String kind, String name) implements Comparable<Id> {
    @Override
    public int compareTo(Id other) {
      int order = Integer.compare(rank(), other.rank());
      return order != 0 ? order : (name + " " + kind).compareTo(other.name + " " + other.kind);
    }

    /** Accounts first, since pods name them. */
    private int rank() {
      return kind.equals("ServiceAccount") ? 0 : 1;
    }

    /** The group of the API, empty for the core's. */
    String group() {
      return apiVersion.contains("/") ? apiVersion.substring(0, apiVersion.indexOf('/')) : "";
    }

    String version() {
      return apiVersion.substring(apiVersion.indexOf('/') + 1);
    }
  }
}
