package io.ingot.etl.bronze.http.client;

import java.util.Objects;
import java.util.Optional;

/**
 * What is kept of a page beside its body; no header of the request, and so no login.
 *
 * @param asked the whole address
 * @param next the next page's whole address; empty for the last page
 * @param digest of the body
 * @param records how many the page holds
 */
public record PageMark(String asked, Optional<String> next, String digest, long records) {
  public PageMark {
    Objects.requireNonNull(asked, "asked");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(digest, "digest");
  }
}
