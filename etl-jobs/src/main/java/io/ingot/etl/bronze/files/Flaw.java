package io.ingot.etl.bronze.files;

/** What is wrong with a record or a file; the name is the reason code in {@code _fault}. */
enum Flaw {
  /** More or fewer fields than columns. */
  FIELD_COUNT,
  /** A quote that is not closed, or text where a quote allows none. */
  QUOTE,
  /** Bytes that are no text of the declared character set. */
  ENCODING,
  /** A record or a field that is longer than may be. */
  OVERSIZE,
  /** A line that is no JSON object. */
  BAD_JSON,
  /** JSON that is neither an object nor an array. */
  NOT_OBJECT,
  /** A JSON array in the place of a record. */
  ARRAY,
  /** A header that does not tell the columns; the whole file is set aside. */
  HEADER,
  /** Any other damage of a whole file. */
  BAD_FILE
}
