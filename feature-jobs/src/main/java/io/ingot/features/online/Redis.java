package io.ingot.features.online;

import io.ingot.core.error.Fault;
import io.ingot.core.error.SourceException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.net.ssl.SSLParameters;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionPool;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.JedisCluster;
import redis.clients.jedis.JedisPooled;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.resps.ScanResult;

/** An open Redis or cluster; a failure tells which, and what to do about it. */
final class Redis implements AutoCloseable {
  private static final int CONNECTIONS = 8;
  private static final int SCANNED = 1000;
  private static final int REDIRECTIONS = 5;

  private final RedisTerms terms;
  private final UnifiedJedis client;

  private Redis(RedisTerms terms, UnifiedJedis client) {
    this.terms = terms;
    this.client = client;
  }

  /**
   * Opens it.
   *
   * @throws SourceException when a cluster cannot be reached; one server is first asked later
   */
  static Redis open(RedisTerms terms) {
    try {
      Set<HostAndPort> nodes =
          terms.nodes().stream().map(HostAndPort::from).collect(Collectors.toSet());
      UnifiedJedis client =
          terms.isCluster()
              ? new JedisCluster(nodes, config(terms), REDIRECTIONS, pool())
              : new JedisPooled(nodes.iterator().next(), config(terms), pool());
      return new Redis(terms, client);
    } catch (JedisException e) {
      throw failure(terms, e);
    }
  }

  private static JedisClientConfig config(RedisTerms terms) {
    int millis = (int) Math.min(Integer.MAX_VALUE, Math.max(1, terms.timeout().toMillis()));
    DefaultJedisClientConfig.Builder config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis(millis)
            .database(terms.database())
            .ssl(terms.isTls())
            .clientName("ingot");
    terms.user().ifPresent(config::user);
    terms.password().ifPresent(config::password);
    if (terms.isTls()) {
      // Without it any certificate that some authority signed would do, for whatever host.
      SSLParameters parameters = new SSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      config.sslParameters(parameters);
    }
    return config.build();
  }

  private static GenericObjectPoolConfig<Connection> pool() {
    GenericObjectPoolConfig<Connection> pool = new GenericObjectPoolConfig<>();
    pool.setMaxTotal(CONNECTIONS);
    pool.setMaxIdle(CONNECTIONS);
    pool.setMaxWait(Duration.ofSeconds(30));
    pool.setJmxEnabled(false);
    return pool;
  }

  /**
   * Asks something.
   *
   * @throws SourceException when Redis cannot be reached, refuses the login or the command
   */
  <T> T ask(Function<UnifiedJedis, T> question) {
    try {
      return question.apply(client);
    } catch (JedisException e) {
      throw failure(terms, e);
    } catch (IllegalStateException e) {
      // What a pipeline to a cluster has for the answers of a node that failed.
      throw failure(terms, new JedisConnectionException("A question was not answered.", e));
    }
  }

  /** Makes a script known wherever keys lie, so that its digest is enough to call it. */
  void load(Script script) {
    eachNode(node -> node.scriptLoad(script.text()));
  }

  /**
   * Hands out every key whose bytes fit a pattern, each at least once; a key that is made or taken
   * away meanwhile perhaps.
   *
   * @param more takes some keys and says whether it wants more of them
   */
  void scan(byte[] pattern, Predicate<List<byte[]>> more) {
    ScanParams wanted = new ScanParams().match(pattern).count(SCANNED);
    eachNode(
        node -> {
          byte[] cursor = ScanParams.SCAN_POINTER_START_BINARY;
          boolean wantsMore;
          do {
            ScanResult<byte[]> found = node.scan(cursor, wanted);
            cursor = found.getCursorAsBytes();
            wantsMore = found.getResult().isEmpty() || more.test(found.getResult());
          } while (wantsMore && !Arrays.equals(cursor, ScanParams.SCAN_POINTER_START_BINARY));
        });
  }

  private void eachNode(Consumer<Jedis> work) {
    try {
      if (client instanceof JedisCluster cluster) {
        for (ConnectionPool pool : cluster.getClusterNodes().values()) {
          try (Connection connection = pool.getResource()) {
            work.accept(new Jedis(connection));
          }
        }
      } else {
        try (Connection connection = ((JedisPooled) client).getPool().getResource()) {
          work.accept(new Jedis(connection));
        }
      }
    } catch (JedisException e) {
      throw failure(terms, e);
    }
  }

  /** What a failure of the client means; its text never holds what was sent. */
  SourceException failure(JedisException cause) {
    return failure(terms, cause);
  }

  private static SourceException failure(RedisTerms terms, JedisException cause) {
    String said = String.valueOf(cause.getMessage());
    if (cause instanceof JedisAccessControlException || said.startsWith("NOAUTH")) {
      return told(
          Fault.LASTING,
          "Redis %s refuses the login%s. Check user and password of the connection in ingot.yml."
              .formatted(terms, terms.user().map(user -> " of user " + user).orElse("")),
          cause);
    }
    if (cause instanceof JedisConnectionException) {
      return told(
          Fault.CONNECTION,
          ("Cannot reach Redis %s within %d ms, or it hung up. Check that it runs, that its address"
                  + " is right, and tls of the connection in ingot.yml.")
              .formatted(terms, terms.timeout().toMillis()),
          cause);
    }
    String word = said.contains(" ") ? said.substring(0, said.indexOf(' ')) : said;
    String kind = word.matches("[A-Z]{2,20}") ? word : cause.getClass().getSimpleName();
    return told(
        cause instanceof JedisBusyException
                || kind.matches("LOADING|TRYAGAIN|CLUSTERDOWN|BUSY|MOVED|ASK")
            ? Fault.BUSY
            : Fault.LASTING,
        cause instanceof JedisDataException && kind.equals("OOM")
            ? "Redis %s has no memory left (OOM). Raise maxmemory, or serve less by a shorter ttl."
                .formatted(terms)
            : "Redis %s refused a command (%s). Look into its log.".formatted(terms, kind),
        wordless(cause, kind));
  }

  /** What Redis says of a command may repeat it, and with it the key of an entity. */
  private static JedisException wordless(JedisException cause, String kind) {
    if (!(cause instanceof JedisDataException)) {
      return cause;
    }
    JedisException plain = new JedisDataException(cause.getClass().getSimpleName() + ": " + kind);
    plain.setStackTrace(cause.getStackTrace());
    return plain;
  }

  private static SourceException told(Fault fault, String message, Throwable cause) {
    return new SourceException(fault, message, message, cause);
  }

  @Override
  public void close() {
    client.close();
  }
}
