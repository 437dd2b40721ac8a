package io.ingot.etl.bronze.http.client;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * An address and its query parameters, in order.
 *
 * @param address without parameters
 * @param params by name, not encoded
 */
public record Query(String address, Map<String, String> params) {
  public Query {
    Objects.requireNonNull(address, "address");
    params = Collections.unmodifiableMap(new LinkedHashMap<>(params));
  }

  /** This query with a parameter set. */
  Query with(String name, String value) {
    Map<String, String> changed = new LinkedHashMap<>(params);
    changed.put(name, value);
    return new Query(address, changed);
  }

  /** The whole address. */
  public URI uri() {
    String query =
        params.entrySet().stream()
            .map(param -> encoded(param.getKey()) + "=" + encoded(param.getValue()))
            .collect(Collectors.joining("&"));
    return URI.create(query.isEmpty() ? address : address + "?" + query);
  }

  /** A space becomes %20: a plus means one only to those who read a query as a form. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
