package io.ingot.etl.bronze.http.client;

import java.util.Objects;
import java.util.Optional;

/**
 * Where things are in a page.
 *
 * @param records path of the list of records, names joined by dots; empty text for the page itself
 * @param token path of the next page's token, where one is looked for
 */
public record PageShape(String records, Optional<String> token) {
  public PageShape {
    Objects.requireNonNull(records, "records");
    Objects.requireNonNull(token, "token");
  }
}
