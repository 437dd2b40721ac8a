package io.ingot.features.online;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** A Lua script of this package, which Redis runs as one step. */
final class Script {
  private final byte[] text;
  private final byte[] digest;

  private Script(byte[] text, byte[] digest) {
    this.text = text;
    this.digest = digest;
  }

  /** The script of a name. */
  static Script of(String name) {
    try (InputStream in = Script.class.getResourceAsStream(name + ".lua")) {
      byte[] text = in.readAllBytes();
      byte[] sha = MessageDigest.getInstance("SHA-1").digest(text);
      return new Script(text, HexFormat.of().formatHex(sha).getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the script " + name, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-1.", e);
    }
  }

  byte[] text() {
    return text;
  }

  /** What EVALSHA knows it by. */
  byte[] digest() {
    return digest;
  }

  /** Runs it on one key. */
  Object run(UnifiedJedis client, byte[] key, List<byte[]> arguments) {
    try {
      return client.evalsha(digest, List.of(key), arguments);
    } catch (JedisNoScriptException e) {
      return client.eval(text, List.of(key), arguments);
    }
  }
}
