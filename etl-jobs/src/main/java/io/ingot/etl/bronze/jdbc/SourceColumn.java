package io.ingot.etl.bronze.jdbc;

/**
 * A column as the driver describes it.
 *
 * @param name as the database has it
 * @param type the database's own name of the type
 * @param precision digits, or 0 where the type has none
 * @param scale digits after the point, of a second too
 */
record SourceColumn(String name, String type, int precision, int scale) {
  /** Whether Spark holds every value of a decimal of this precision and scale. */
  boolean fitsDecimal() {
    return precision > 0 && precision <= 38 && scale >= 0 && scale <= precision;
  }
}
