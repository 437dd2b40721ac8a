package io.ingot.etl.bronze.jdbc;

/** What the values of a watermark's column are. */
enum CursorKind {
  /** Points in time. */
  MOMENT,
  /** Times that need a zone to be points in time. */
  LOCAL,
  /** Whole numbers. */
  NUMBER
}
