package io.ingot.etl.bronze.http.client;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What a server of a test answers. */
public record Reply(int status, Map<String, String> headers, byte[] body) {
  /** Status 200 with JSON. */
  public static Reply json(String text) {
    return of(200, "application/json", text);
  }

  /** An answer with a text of some type. */
  public static Reply of(int status, String type, String text) {
    return new Reply(status, Map.of("Content-Type", type), text.getBytes(StandardCharsets.UTF_8));
  }

  /** An answer without a body. */
  public static Reply status(int status) {
    return new Reply(status, Map.of(), new byte[0]);
  }

  /** This answer with one more header. */
  public Reply with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Reply(status, all, body);
  }

  /** The body as text. */
  public String text() {
    return new String(body, StandardCharsets.UTF_8);
  }

  /** This answer with other bytes. */
  public Reply body(byte[] bytes) {
    return new Reply(status, headers, bytes);
  }
}
