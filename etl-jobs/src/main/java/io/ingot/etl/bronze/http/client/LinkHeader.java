package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.SourceException;
import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The Link header of RFC 8288. */
final class LinkHeader {
  private static final Pattern LINK =
      Pattern.compile(
          "<([^>]*+)>((?:\\s*+;\\s*+[^\\s=;,]++(?:\\s*+=\\s*+(?:\"(?:[^\"\\\\]|\\\\.)*+\"|[^\",;\\s]*+))?+)*+)");
  private static final Pattern REL =
      Pattern.compile(";\\s*rel\\s*=\\s*(?:\"([^\"]*)\"|([^\",;\\s]*))", Pattern.CASE_INSENSITIVE);

  private LinkHeader() {}

  /**
   * The address of the next page; empty when no link is one.
   *
   * @throws SourceException when it is no address
   */
  static Optional<URI> next(Answer answer) {
    for (String value : answer.headers().allValues("link")) {
      Matcher link = LINK.matcher(value);
      while (link.find()) {
        if (isNext(link.group(2))) {
          return Optional.of(resolved(answer, link.group(1)));
        }
      }
    }
    return Optional.empty();
  }

  /** One link may stand in several relations, and only its first list of them counts. */
  private static boolean isNext(String parameters) {
    Matcher rel = REL.matcher(parameters);
    if (!rel.find()) {
      return false;
    }
    String relations = rel.group(1) == null ? rel.group(2) : rel.group(1);
    return Arrays.stream(relations.split("\\s+")).anyMatch("next"::equalsIgnoreCase);
  }

  private static URI resolved(Answer answer, String target) {
    try {
      URI next = answer.uri().resolve(target.strip());
      if (next.getHost() != null) {
        return next;
      }
    } catch (IllegalArgumentException e) {
      // The message below says as much, without the address: it can hold a token.
    }
    throw new SourceException(
        "Cannot read "
            + answer.uri().getHost()
            + answer.uri().getRawPath()
            + ": the link to the next page is no address. Ask the server's owner.");
  }
}
