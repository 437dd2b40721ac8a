package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.SourceException;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a server sent.
 *
 * @param uri what was asked for
 * @param body unpacked
 */
record Answer(URI uri, int status, HttpHeaders headers, byte[] body) {
  private static final Pattern JSON =
      Pattern.compile("(application|text)/([a-z0-9.+-]+\\+)?json", Pattern.CASE_INSENSITIVE);
  private static final Pattern CHARSET =
      Pattern.compile(";\\s*charset\\s*=\\s*\"?([^\";\\s]+)", Pattern.CASE_INSENSITIVE);

  Answer {
    Objects.requireNonNull(uri, "uri");
    Objects.requireNonNull(headers, "headers");
    Objects.requireNonNull(body, "body");
  }

  /** When the server says that it answered; empty when it does not say, or not so as to be read. */
  Optional<Instant> date() {
    return headers.firstValue("date").flatMap(Answer::time);
  }

  static Optional<Instant> time(String text) {
    try {
      return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text.strip())));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** Whether the server says that the body is JSON. */
  boolean isJson() {
    return contentType().filter(type -> JSON.matcher(mediaType(type)).matches()).isPresent();
  }

  /**
   * Lets a body pass that can be JSON in UTF-8 by its content type; a server that names none is
   * taken at its body's word.
   *
   * @throws SourceException when the type or the charset is another one
   */
  void requireJson(String what) {
    if (contentType().isPresent() && !isJson()) {
      throw new SourceException(
          "Cannot read "
              + what
              + ": the answer is "
              + mediaType(contentType().get())
              + " and not JSON. Look at the endpoint's address, and at what stands before the"
              + " server.");
    }
    Matcher charset = CHARSET.matcher(contentType().orElse(""));
    if (charset.find() && !charset.group(1).toLowerCase(Locale.ROOT).matches("utf-?8|us-ascii")) {
      throw new SourceException(
          "Cannot read "
              + what
              + ": the answer's charset is "
              + charset.group(1)
              + ", and JSON is exchanged in UTF-8. Ask the server's owner for UTF-8.");
    }
  }

  private Optional<String> contentType() {
    return headers.firstValue("content-type");
  }

  private static String mediaType(String contentType) {
    return contentType.split(";", 2)[0].strip();
  }
}
