package io.ingot.etl.bronze.http.client;

import java.util.Map;

/**
 * A request as a server of a test got it.
 *
 * @param query the raw query; empty where there is none
 * @param headers the first value of each, by lower-case name
 */
public record Asked(
    String method, String path, String query, Map<String, String> headers, String body) {
  /** A header; empty where it is not there. */
  public String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** The value of a query parameter, not decoded; empty where it is not there. */
  public String param(String name) {
    for (String param : query.split("&")) {
      if (param.startsWith(name + "=")) {
        return param.substring(name.length() + 1);
      }
    }
    return "";
  }
}
