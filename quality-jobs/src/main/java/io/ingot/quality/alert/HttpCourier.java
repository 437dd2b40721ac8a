package io.ingot.quality.alert;

import io.ingot.core.error.IngotException;
import io.ingot.core.project.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.function.Function;
import javax.net.ssl.SSLException;

/**
 * Posts to an address that is itself a secret: it is looked up for the request, and told to nobody
 * but its host. Redirects are not followed, since they would hand the message and the authorization
 * to somebody whom nobody named.
 */
final class HttpCourier implements Courier {
  private static final int TOO_MANY = 429;

  private final Secret url;
  private final Optional<Secret> authorization;
  private final Function<Message, String> words;
  private final Duration step;

  HttpCourier(
      Secret url, Optional<Secret> authorization, Function<Message, String> words, Duration step) {
    this.url = url;
    this.authorization = authorization;
    this.words = words;
    this.step = step;
  }

  @Override
  public Delivery carry(Message message) throws InterruptedException {
    try {
      return posted(request(words.apply(message)));
    } catch (IngotException e) {
      return new Delivery.Refused(e.getMessage());
    } catch (IllegalArgumentException e) {
      // What it says repeats the address, or the authorization.
      return new Delivery.Refused("its address or authorization is not written as one");
    } catch (HttpTimeoutException e) {
      return Delivery.NotYet.because("no answer in " + step.toMillis() + " ms");
    } catch (SSLException e) {
      return new Delivery.Refused("no trusted TLS connection");
    } catch (ConnectException e) {
      return Delivery.NotYet.because("no connection");
    } catch (IOException e) {
      return Delivery.NotYet.because("the connection broke");
    }
  }

  private HttpRequest request(String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(url.reveal()))
            .timeout(step)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body));
    authorization.ifPresent(secret -> request.header("Authorization", secret.reveal()));
    return request.build();
  }

  private Delivery posted(HttpRequest request) throws IOException, InterruptedException {
    HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(step)
            .build();
    // The head tells all; a body may never end.
    HttpResponse<InputStream> answer = client.send(request, BodyHandlers.ofInputStream());
    answer.body().close();
    int status = answer.statusCode();
    if (status / 100 == 2) {
      return new Delivery.Accepted();
    }
    String reason = "it answered with HTTP " + status;
    if (status == TOO_MANY || status / 100 == 5) {
      return new Delivery.NotYet(
          reason, answer.headers().firstValue("Retry-After").flatMap(HttpCourier::pause));
    }
    return new Delivery.Refused(reason);
  }

  /** Seconds, or a time (RFC 9110, 10.2.3). */
  private static Optional<Duration> pause(String header) {
    try {
      Duration pause =
          header.matches("[0-9]{1,9}")
              ? Duration.ofSeconds(Long.parseLong(header))
              : Duration.between(
                  Instant.now(),
                  ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return Optional.of(pause.isNegative() ? Duration.ZERO : pause);
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
