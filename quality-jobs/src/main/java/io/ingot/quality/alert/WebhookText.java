package io.ingot.quality.alert;

import io.ingot.core.batch.Json;
import java.util.LinkedHashMap;
import java.util.Map;

/** A message as JSON of Ingot's own; docs/alerts.md has the shape. */
final class WebhookText {
  /** Grows when a key goes or means something else; new keys leave it as it is. */
  private static final int VERSION = 1;

  private WebhookText() {}

  /** The body of the request. */
  static String of(Message message) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("version", VERSION);
    body.put("headline", message.headline());
    body.put("project", message.project());
    body.put("environment", message.environment());
    message.run().ifPresent(run -> body.put("run", run));
    body.put("at", message.at());
    message.link().ifPresent(link -> body.put("link", link));
    body.put("troubles", message.troubles());
    body.put("resolved", message.resolved());
    body.put("skipped", message.skipped());
    body.put("known", message.known());
    body.put("more", message.more());
    return Json.write(body);
  }
}
