package io.ingot.etl.silver.json;

/** A value does not fit its declared type. */
final class Unfit extends Exception {
  private static final long serialVersionUID = 1L;

  /**
   * @param code reason code
   */
  Unfit(String code) {
    // Bad values come by the million, and nobody reads where they were found in the code.
    super(code, null, false, false);
  }

  String code() {
    return getMessage();
  }
}
