package io.ingot.etl.silver.json;

/** The first value below a column that does not fit what is declared. */
final class Misfit {
  private final String column;
  private final int depth;
  private String code;
  private String value;

  /**
   * @param column name that the value's place is told from
   * @param depth of the tokens where the column's value stands
   */
  Misfit(String column, int depth) {
    this.column = column;
    this.depth = depth;
  }

  /** The column's own value does not fit. */
  void tell(String reason, String text) {
    if (code == null) {
      code = reason;
      value = text;
    }
  }

  /** The value that was read last does not fit; it may lie below the column's. */
  void tell(String reason, Tokens in, String text) {
    if (code == null) {
      String place = in.place(depth);
      tell(reason, place.isEmpty() ? text : column + place + ": " + text);
    }
  }

  boolean isTold() {
    return code != null;
  }

  String code() {
    return code;
  }

  String value() {
    return value;
  }
}
