package io.ingot.etl.bronze.files;

/**
 * Tells lines that hold no record: those of nothing but spaces and tabs.
 *
 * @param separator of fields; a line that holds one has fields, though they be empty
 */
record Blank(String separator) {
  /** For lines that have no fields. */
  static Blank anywhere() {
    return new Blank("");
  }

  boolean holds(RecordText line) {
    byte[] bytes = line.bytes();
    int to = line.from() + line.length();
    for (int i = line.from(); i < to; i++) {
      if (bytes[i] != ' ' && bytes[i] != '\t') {
        return false;
      }
    }
    return separator.isEmpty() || !isOfSpaces(separator) || !spaces(line).contains(separator);
  }

  private static boolean isOfSpaces(String text) {
    return text.chars().allMatch(next -> next == ' ' || next == '\t');
  }

  private static String spaces(RecordText line) {
    StringBuilder text = new StringBuilder(line.length());
    for (int i = 0; i < line.length(); i++) {
      text.append((char) line.bytes()[line.from() + i]);
    }
    return text.toString();
  }
}
