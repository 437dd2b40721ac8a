package io.ingot.etl.silver;

import io.ingot.etl.bronze.BronzeColumns;
import java.util.List;

/** The columns that silver tables and their quarantines have beside the declared ones. */
final class SilverColumns {
  /** When the row was extracted from its source. */
  static final String EXTRACTED_AT = BronzeColumns.EXTRACTED_AT;

  /** The bronze batch that brought the row. */
  static final String BATCH = BronzeColumns.BATCH;

  /** Whether the source deleted the row; in tables whose sources tell that. */
  static final String DELETED = BronzeColumns.DELETED;

  /** Whether the row broke a rule that keeps it out; only while it is judged. */
  static final String BAD = "_bad";

  /** Whether another row of the same key outdid this one; only while it is judged. */
  static final String DUPLICATE = "_duplicate";

  /** Every rule that the row broke, in the order of the columns; only while it is judged. */
  static final String ERRORS = "_errors";

  /** The raw record as text; only while it is judged. */
  static final String RECORD = "_record";

  /** The columns that follow the declared ones in a silver table. */
  static final List<String> KEPT = List.of(EXTRACTED_AT, BATCH);

  private SilverColumns() {}
}
