package io.ingot.features.online;

import io.ingot.core.project.Connection;
import io.ingot.core.project.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.RedisServer;
import redis.embedded.core.RedisServerBuilder;

/** A real Redis on a free port of this machine. */
final class TestRedis implements AutoCloseable {
  private final RedisServer server;
  private final int port;
  private final String password;

  private TestRedis(int port, String password) throws IOException {
    this.port = port;
    this.password = password;
    RedisServerBuilder builder =
        RedisServer.newRedisServer()
            .port(port)
            .bind("127.0.0.1")
            .setting("save \"\"")
            .setting("appendonly no");
    if (!password.isEmpty()) {
      builder.setting("requirepass " + password);
    }
    this.server = builder.build();
    server.start();
  }

  static TestRedis start() throws IOException {
    return new TestRedis(freePort(), "");
  }

  static TestRedis guarded(String password) throws IOException {
    return new TestRedis(freePort(), password);
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  int port() {
    return port;
  }

  RedisTerms terms() {
    return terms(port, Optional.empty());
  }

  /** How a port of this machine is spoken to. */
  static RedisTerms terms(int port, Optional<Secret> password) {
    return RedisTerms.of(
        "store",
        new Connection.Redis(
            List.of("127.0.0.1:" + port),
            Optional.empty(),
            password,
            false,
            false,
            0,
            Duration.ofSeconds(2)));
  }

  /** A secret that lies in a file of a folder. */
  static Secret secret(Path folder, String text) throws IOException {
    Path file = Files.writeString(folder.resolve("secret-" + text.hashCode()), text);
    return Secret.of("${file:" + file + "}");
  }

  /** The declaration of the connection in a project's file. */
  String yaml() {
    return "{type: redis, nodes: ['127.0.0.1:" + port + "']}";
  }

  /** A connection beside those of the code under test. */
  Jedis raw() {
    DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder();
    if (!password.isEmpty()) {
      config.password(password);
    }
    return new Jedis(new HostAndPort("127.0.0.1", port), config.build());
  }

  void clear() {
    try (Jedis raw = raw()) {
      raw.flushAll();
    }
  }

  /** All entity hashes by their keys, the fields as hex or text; with no time of expiry. */
  Map<String, Map<String, String>> hashes() {
    Map<String, Map<String, String>> hashes = new TreeMap<>();
    try (Jedis raw = raw()) {
      for (byte[] key : raw.keys(new byte[] {'*'})) {
        EntityKey.of(key)
            .ifPresent(
                entity -> {
                  Map<String, String> fields = new LinkedHashMap<>();
                  raw.hgetAll(key).entrySet().stream()
                      .sorted((one, two) -> Arrays.compare(one.getKey(), two.getKey()))
                      .forEach(field -> fields.put(hex(field.getKey()), hex(field.getValue())));
                  hashes.put(entity.values() + " " + entity.served(), fields);
                });
      }
    }
    return hashes;
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public void close() throws IOException {
    server.stop();
  }
}
