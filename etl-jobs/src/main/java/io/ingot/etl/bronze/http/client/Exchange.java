package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import io.ingot.core.project.Connection;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.zip.GZIPInputStream;

/**
 * One request and its answer. Goes where it is sent and nowhere else: no redirect is followed, and
 * no proxy taken from the environment.
 */
final class Exchange {
  private final String origin;
  private final Connection.Rest connection;
  private final HttpClient client;

  Exchange(String origin, Connection.Rest connection) {
    this.origin = origin;
    this.connection = connection;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .connectTimeout(connection.timeout())
            .build();
  }

  /**
   * Sends a request.
   *
   * @throws SourceException when no whole answer comes, or one that is longer than allowed; an
   *     answer of any status is returned
   */
  Answer send(HttpRequest.Builder request) {
    Heartbeat heartbeat = new Heartbeat(connection.timeout());
    HttpRequest built =
        request
            .header("Accept", "application/json")
            .header("Accept-Encoding", "gzip")
            .timeout(connection.timeout())
            .build();
    URI uri = built.uri();
    try {
      HttpResponse<byte[]> response =
          heartbeat.await(
              client.sendAsync(
                  built, headers -> new BoundedBody(connection.maxBytes(), heartbeat)));
      return new Answer(uri, response.statusCode(), response.headers(), unpacked(response));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed(Fault.CONNECTION, uri, "was given up, since the run is ending", e);
    } catch (TimeoutException e) {
      throw silent(uri, e);
    } catch (ExecutionException e) {
      throw failed(uri, e.getCause());
    } catch (IOException e) {
      throw failed(uri, e);
    }
  }

  private SourceException failed(URI uri, Throwable cause) {
    if (cause instanceof TooLongException) {
      return failed(
          Fault.LASTING,
          uri,
          "was answered with more than "
              + connection.maxBytes()
              + " bytes. Ask for smaller pages, or raise max_bytes of the connection",
          cause);
    }
    if (cause instanceof java.net.http.HttpTimeoutException) {
      return silent(uri, cause);
    }
    return failed(
        Fault.CONNECTION,
        uri,
        "failed (" + cause.getClass().getSimpleName() + "). Check that the server can be reached",
        cause);
  }

  private SourceException silent(URI uri, Throwable cause) {
    return failed(
        Fault.TIMEOUT,
        uri,
        "was not answered within "
            + connection.timeout().toString().substring(2).toLowerCase(Locale.ROOT)
            + ". Raise timeout of the connection if the server is slow",
        cause);
  }

  /** What did not go well with a request; its parameters are left out, they can hold tokens. */
  SourceException failed(Fault fault, URI uri, String what, Throwable cause) {
    String message =
        "Cannot read " + origin + ": " + uri.getHost() + uri.getRawPath() + " " + what + ".";
    return new SourceException(fault, message, message, cause);
  }

  private byte[] unpacked(HttpResponse<byte[]> response) throws IOException {
    String encoding = response.headers().firstValue("content-encoding").orElse("identity").strip();
    if (encoding.equalsIgnoreCase("identity") || response.body().length == 0) {
      return response.body();
    }
    if (!encoding.equalsIgnoreCase("gzip")) {
      throw new IOException("content-encoding " + encoding + " was not asked for");
    }
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] body = in.readNBytes((int) connection.maxBytes() + 1);
      if (body.length > connection.maxBytes()) {
        throw new TooLongException();
      }
      return body;
    }
  }
}
