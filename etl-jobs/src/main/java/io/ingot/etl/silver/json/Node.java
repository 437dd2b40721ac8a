package io.ingot.etl.silver.json;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;

/** A place in a record that values are taken from, or that has such places below. */
final class Node implements Serializable {
  private static final long serialVersionUID = 1L;

  private final HashMap<String, Node> fields = new HashMap<>();
  private final HashMap<Integer, Node> elements = new HashMap<>();
  private final ArrayList<Target> targets = new ArrayList<>();
  private final int number;

  /**
   * @param number tells this place from the others
   */
  Node(int number) {
    this.number = number;
  }

  /**
   * A column that wants the value here.
   *
   * @param column its number
   * @param rank of this place among those of the column; the lowest that a record has is taken
   */
  record Target(int column, int rank) implements Serializable {}

  int number() {
    return number;
  }

  /** The place of a field; null where nothing is wanted of it. */
  Node field(String name) {
    return fields.get(name);
  }

  /** The place of an array's element; null where nothing is wanted of it. */
  Node element(int index) {
    return elements.get(index);
  }

  ArrayList<Target> targets() {
    return targets;
  }

  boolean isInner() {
    return !fields.isEmpty() || !elements.isEmpty();
  }

  /** The place one step below, made where there is none yet. */
  Node below(FieldPath.Step step, int next) {
    return step instanceof FieldPath.Field field
        ? fields.computeIfAbsent(field.name(), name -> new Node(next))
        : elements.computeIfAbsent(((FieldPath.Element) step).index(), index -> new Node(next));
  }
}
