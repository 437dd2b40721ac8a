package io.ingot.core.lineage;

import io.ingot.core.project.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * A lineage server. The client's own HTTP transport bounds each step of a request and follows
 * redirects; this one bounds the request as a whole and shows the token to nobody else.
 */
final class HttpSink implements EventSink {
  private final URI endpoint;
  private final Optional<Secret> token;
  private final Duration timeout;
  private final HttpClient client;

  HttpSink(URI endpoint, Optional<Secret> token, Duration timeout) {
    this.endpoint = endpoint;
    this.token = token;
    this.timeout = timeout;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(timeout)
            .build();
  }

  @Override
  public void accept(String event) throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(endpoint)
            .timeout(timeout)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(event));
    token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret.reveal()));
    HttpResponse<Void> answer = client.send(request.build(), BodyHandlers.discarding());
    if (answer.statusCode() / 100 != 2) {
      throw new IOException("it answered with HTTP " + answer.statusCode());
    }
  }

  @Override
  public String place() {
    return endpoint.toString();
  }
}
