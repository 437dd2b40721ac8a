package io.ingot.core.project;

/**
 * Where something stands in a project's files.
 *
 * @param file path of the file, relative to the project's folder
 * @param line counted from 1
 * @param column counted from 1
 */
record Place(String file, int line, int column) {
  static Place startOf(String file) {
    return new Place(file, 1, 1);
  }
}
