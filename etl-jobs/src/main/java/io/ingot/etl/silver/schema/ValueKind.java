package io.ingot.etl.silver.schema;

/** What a value looks like, without telling it: {@code evt_42} is {@code a_9}. */
final class ValueKind {
  private static final int SHOWN = 40;

  private ValueKind() {}

  static String of(String value) {
    String kind = value.replaceAll("\\p{L}+", "a").replaceAll("\\p{N}+", "9");
    return kind.length() > SHOWN ? kind.substring(0, SHOWN) + "..." : kind;
  }
}
