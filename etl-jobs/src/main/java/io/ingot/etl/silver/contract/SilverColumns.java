package io.ingot.etl.silver.contract;

import io.ingot.etl.bronze.BronzeColumns;
import java.util.List;

/** The columns that silver tables and judged rows have beside the declared ones. */
public final class SilverColumns {
  /** When the row was extracted from its source. */
  public static final String EXTRACTED_AT = BronzeColumns.EXTRACTED_AT;

  /** The bronze batch that brought the row. */
  public static final String BATCH = BronzeColumns.BATCH;

  /** Whether the source deleted the row; in tables whose sources tell that. */
  public static final String DELETED = BronzeColumns.DELETED;

  /** From when a version of a key holds; in tables that keep history. */
  public static final String VALID_FROM = "_valid_from";

  /** When the next version of the key began; null for the last. */
  public static final String VALID_TO = "_valid_to";

  /** Whether a version is its key's last and not a deletion; never null. */
  public static final String CURRENT = "_current";

  /** All changes that are one version, where it is several; what tells them apart of each. */
  public static final String REPEATS = "_repeats";

  /** Fields that a JSON record has and the contract does not name, as a JSON object. */
  public static final String RESCUED = "_rescued";

  /** The names of those fields; only while the row is judged. */
  public static final String UNKNOWN = "_unknown";

  /** Whether the row broke a rule that keeps it out; only while it is judged. */
  public static final String BAD = "_bad";

  /** Whether another row of the same key outdid this one; only while it is judged. */
  public static final String DUPLICATE = "_duplicate";

  /** Every rule that the row broke, in the order of the columns; only while it is judged. */
  public static final String ERRORS = "_errors";

  /** The record as a person may see it, personal values masked; only while it is judged. */
  public static final String RECORD = "_record";

  /** The whole bronze row as JSON, from which it can be made again; only while it is judged. */
  public static final String ROW = "_row";

  /** The key columns' values as a JSON object; null unless all are there; only while judged. */
  public static final String KEY = "_key";

  /** The columns that follow the declared ones in a silver table. */
  public static final List<String> KEPT = List.of(EXTRACTED_AT, BATCH);

  private SilverColumns() {}
}
