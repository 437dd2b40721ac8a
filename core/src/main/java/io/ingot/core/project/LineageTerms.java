package io.ingot.core.project;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Where a run's lineage events go. */
@Doc("Where the OpenLineage events of a run go; none are made unless this is said")
public record LineageTerms(
    @Required @Doc("http (a lineage server) or file (a folder)") Transport transport,
    @Doc("http: the server's address, such as https://lineage.example.com/api/v1/lineage")
        Optional<String> url,
    @Doc("http: the token that is sent as a bearer's, as ${env:NAME} or ${file:PATH}")
        Optional<Secret> token,
    @Doc("file: the folder, relative to the project; each run adds one file of a JSON event a line")
        Optional<String> path,
    @Doc("The namespace of the jobs; project/environment unless said") Optional<String> namespace,
    @Doc("http: the longest wait for the server, an event and at the end of a run; 10s unless said")
        Duration timeout) {
  private static final String ENDPOINT = "/api/v1/lineage";
  private static final Duration LONGEST = Duration.ofMinutes(1);

  /** How events travel. */
  public enum Transport {
    HTTP,
    FILE
  }

  public LineageTerms {
    Objects.requireNonNull(transport, "transport");
    Objects.requireNonNull(namespace, "namespace");
    timeout = timeout == null ? Duration.ofSeconds(10) : timeout;
    boolean http = transport == Transport.HTTP;
    if (http != url.isPresent() || http == path.isPresent() || !http && token.isPresent()) {
      throw new IllegalArgumentException(
          http
              ? "transport http needs url, and takes no path."
              : "transport file needs path, and takes no url and no token.");
    }
    url.ifPresent(LineageTerms::judge);
    if (token.isPresent() && !isPrivate(url.orElseThrow())) {
      throw new IllegalArgumentException("A token is sent over https only, or on this machine.");
    }
    if (timeout.isZero() || timeout.isNegative() || timeout.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException("Invalid timeout. Use more than nothing, at most 1m.");
    }
  }

  /** Where events are posted to; a server's bare address means its usual endpoint. */
  public Optional<URI> endpoint() {
    return url.map(URI::create)
        .map(
            address ->
                address.getPath().isEmpty() || address.getPath().equals("/")
                    ? address.resolve(ENDPOINT)
                    : address);
  }

  private static boolean isPrivate(String url) {
    URI address = URI.create(url);
    return "https".equals(address.getScheme())
        || Set.of("localhost", "127.0.0.1", "[::1]").contains(address.getHost());
  }

  private static void judge(String url) {
    URI address = URI.create(url);
    boolean web = "https".equals(address.getScheme()) || "http".equals(address.getScheme());
    if (!web || address.getHost() == null) {
      throw new IllegalArgumentException("Unsupported url. Write https://host/path.");
    }
    if (address.getUserInfo() != null || address.getQuery() != null) {
      throw new IllegalArgumentException(
          "A url must not carry a login or parameters. Use 'token'.");
    }
  }
}
