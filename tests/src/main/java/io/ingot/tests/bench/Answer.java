package io.ingot.tests.bench;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a contestant found out, in a form that does not depend on files, formats or order.
 *
 * @param quarantinedRows empty for a contestant that throws refused rows away
 * @param amount exact sum of the silver table's amounts
 * @param fingerprint sum of the hashes of all silver rows, each over all eight columns
 * @param gold {@code day category event_type} to the row's figures
 */
record Answer(
    long bronzeRows,
    long silverRows,
    Optional<Long> quarantinedRows,
    BigDecimal amount,
    BigDecimal fingerprint,
    SortedMap<String, String> gold) {
  Answer {
    gold = Collections.unmodifiableSortedMap(new TreeMap<>(gold));
  }

  /** SHA-256 over the sorted gold rows, shortened to 16 digits. */
  String goldDigest() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      gold.forEach(
          (key, row) -> sha.update((key + "=" + row + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(sha.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
