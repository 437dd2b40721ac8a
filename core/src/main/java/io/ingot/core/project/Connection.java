package io.ingot.core.project;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Where data comes from, by name in {@code ingot.yml}; the {@code type} key tells the kind. */
public sealed interface Connection {
  /** The value of the {@code type} key. */
  String type();

  /** A database spoken to over JDBC. */
  @Doc("A database over JDBC (PostgreSQL, MariaDB, MySQL)")
  record Jdbc(
      @Required
          @Doc("JDBC address without user or password, such as jdbc:postgresql://host:5432/shop")
          String url,
      @Doc("User name") Optional<String> user,
      @Doc("Password, as ${env:NAME} or ${file:PATH}") Optional<Secret> password)
      implements Connection {
    public Jdbc {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      JdbcAddress.judge(url);
    }

    @Override
    public String type() {
      return "jdbc";
    }
  }

  /** A folder of files, local or on an object store. */
  @Doc("A folder of files, local or on an object store")
  record Files(@Required @Doc("The folder, relative to the project or as a URI") String root)
      implements Connection {
    public Files {
      Objects.requireNonNull(root, "root");
    }

    @Override
    public String type() {
      return "files";
    }
  }

  /**
   * An HTTP interface that answers with JSON.
   *
   * @param allowPrivate also lets plain http be spoken, but to addresses of private networks only
   */
  @Doc("An HTTP interface that answers with JSON")
  record Rest(
      @Required @Doc("Address that endpoints are below, such as https://api.example.com")
          String url,
      @Doc("How a request says who asks") Optional<Auth> auth,
      @Doc("Further hosts that may be asked, besides the url's own; as host or host:port")
          Set<String> hosts,
      @Doc("Whether addresses of a private network, and plain http to them, are allowed")
          boolean allowPrivate,
      @Doc("The longest wait for an answer; 30s unless said") Duration timeout,
      @Doc("The most bytes of one page; 64 MiB unless said") long maxBytes)
      implements Connection {
    public Rest {
      hosts = Set.copyOf(hosts);
      timeout = timeout == null ? Duration.ofSeconds(30) : timeout;
      maxBytes = maxBytes == 0 ? 64L << 20 : maxBytes;
      URI address = requireAddress(url, allowPrivate);
      if (address.getQuery() != null || address.getFragment() != null) {
        throw new IllegalArgumentException(
            "A url must not carry parameters. Use 'params' of the source.");
      }
      if (auth.orElse(null) instanceof Auth.Oauth oauth) {
        requireAddress(oauth.tokenUrl(), allowPrivate);
      }
      if (maxBytes < 1 || maxBytes > 1L << 30) {
        throw new IllegalArgumentException(
            "Invalid max_bytes: " + maxBytes + ". Use 1 to 1073741824 (1 GiB).");
      }
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must be greater than nothing.");
      }
      for (String host : hosts) {
        if (!host.matches("[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?")) {
          throw new IllegalArgumentException(
              "Invalid host: " + host + ". Write host or host:port, without https://.");
        }
      }
    }

    private static URI requireAddress(String url, boolean allowPrivate) {
      URI address = URI.create(url);
      boolean secure = "https".equals(address.getScheme());
      boolean plain = "http".equals(address.getScheme()) && allowPrivate;
      if (address.getHost() == null || !(secure || plain)) {
        throw new IllegalArgumentException(
            "Unsupported url. Write https://host/path; http needs allow_private: true.");
      }
      if (address.getUserInfo() != null) {
        throw new IllegalArgumentException("A url must not carry a login. Use 'auth'.");
      }
      return address;
    }

    @Override
    public String type() {
      return "rest";
    }
  }

  /** A Kafka cluster. */
  @Doc("A Kafka cluster")
  record Kafka(
      @Required @Doc("Addresses as host:port, separated by commas") String brokers,
      @Doc("Settings of the Kafka client by their names, such as security.protocol")
          Map<String, String> settings,
      @Doc("Secret settings by their names, such as ssl.keystore.password, as ${env:NAME}")
          Map<String, Secret> secrets,
      @Doc("The sasl.jaas.config, as ${env:NAME} or ${file:PATH}") Optional<Secret> login)
      implements Connection {
    private static final String SECRET =
        "(?i).*(password|jaas|secret|credential|basic\\.auth|keystore\\.key).*";

    /** What decides which messages are read and where reading begins is no matter of taste. */
    private static final String OWN =
        "(?i)bootstrap\\.servers|isolation\\.level|auto\\.offset\\.reset|enable\\.auto\\.commit"
            + "|allow\\.auto\\.create\\.topics|interceptor\\.classes|(key|value)\\.deserializer";

    public Kafka {
      Objects.requireNonNull(brokers, "brokers");
      Objects.requireNonNull(login, "login");
      settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
      secrets = Collections.unmodifiableMap(new LinkedHashMap<>(secrets));
      if (settings.keySet().stream().anyMatch(name -> name.matches(SECRET))) {
        throw new IllegalArgumentException(
            "A secret does not belong into settings. Use 'login' or 'secrets'.");
      }
      Stream.concat(settings.keySet().stream(), secrets.keySet().stream())
          .filter(name -> name.matches(OWN))
          .findFirst()
          .ifPresent(
              name -> {
                throw new IllegalArgumentException("Ingot itself sets " + name + ". Leave it out.");
              });
    }

    @Override
    public String type() {
      return "kafka";
    }
  }

  /** A Redis server, or a cluster of them, that features are served from. */
  @Doc("A Redis server or cluster")
  record Redis(
      @Required @Doc("Addresses as host:port; of a cluster some of its nodes") List<String> nodes,
      @Doc("User name") Optional<String> user,
      @Doc("Password, as ${env:NAME} or ${file:PATH}") Optional<Secret> password,
      @Doc("Whether the server is spoken to over TLS") boolean tls,
      @Doc("Whether the nodes are those of a Redis Cluster") boolean cluster,
      @Doc("Number of the database; 0 unless said") int database,
      @Doc("The longest wait for an answer; 2s unless said") Duration timeout)
      implements Connection {
    public Redis {
      nodes = List.copyOf(nodes);
      Objects.requireNonNull(user, "user");
      Objects.requireNonNull(password, "password");
      timeout = timeout == null ? Duration.ofSeconds(2) : timeout;
      for (String node : nodes) {
        if (!node.matches("[A-Za-z0-9._-]{1,253}:[0-9]{1,5}") || !isPort(node)) {
          throw new IllegalArgumentException(
              "Invalid node: "
                  + node
                  + ". Write host:port, such as redis:6379; a port is 1 to 65535.");
        }
      }
      if (nodes.isEmpty() || nodes.size() > 1 && !cluster) {
        throw new IllegalArgumentException(
            "nodes takes one address; several are those of a cluster: cluster: true.");
      }
      if (database < 0 || database > 0 && cluster) {
        throw new IllegalArgumentException("database is 0 or more, and always 0 of a cluster.");
      }
      if (timeout.isZero() || timeout.isNegative()) {
        throw new IllegalArgumentException("timeout must be greater than nothing.");
      }
    }

    private static boolean isPort(String node) {
      int port = Integer.parseInt(node.substring(node.indexOf(':') + 1));
      return port >= 1 && port <= 65_535;
    }

    @Override
    public String type() {
      return "redis";
    }
  }
}
