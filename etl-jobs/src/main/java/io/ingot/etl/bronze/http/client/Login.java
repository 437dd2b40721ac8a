package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Auth;
import io.ingot.core.project.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/** What a request carries to say who asks. */
@FunctionalInterface
interface Login {
  /** Headers by their names; may ask a server first. */
  Map<String, String> headers();

  /** Forgets what a server refused; whether another one can be had. */
  default boolean renew() {
    return false;
  }

  /** The login of each kind. */
  Map<Class<? extends Auth>, Kind> KINDS =
      Map.of(
          Auth.Bearer.class,
          (auth, exchange, hosts) -> bearer((Auth.Bearer) auth),
          Auth.Basic.class,
          (auth, exchange, hosts) -> basic((Auth.Basic) auth),
          Auth.ApiKey.class,
          (auth, exchange, hosts) -> apiKey((Auth.ApiKey) auth),
          Auth.Oauth.class,
          (auth, exchange, hosts) -> new OauthLogin((Auth.Oauth) auth, exchange, hosts));

  /** Makes a login of its declaration. */
  @FunctionalInterface
  interface Kind {
    Login login(Auth auth, Exchange exchange, Hosts hosts);
  }

  /** The login that is declared. */
  static Login of(Auth auth, Exchange exchange, Hosts hosts) {
    return KINDS.get(auth.getClass()).login(auth, exchange, hosts);
  }

  /** The login of who needs none. */
  static Login none() {
    return Map::of;
  }

  private static Login bearer(Auth.Bearer auth) {
    return () -> Map.of("Authorization", "Bearer " + sendable("token", auth.token()));
  }

  private static Login basic(Auth.Basic auth) {
    return () -> Map.of("Authorization", basic(auth.user(), auth.password().reveal()));
  }

  private static Login apiKey(Auth.ApiKey auth) {
    return () -> Map.of(auth.header(), sendable("key", auth.key()));
  }

  static String basic(String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Basic " + Base64.getEncoder().encodeToString(pair);
  }

  /** The JDK's client would repeat a value that it cannot send in its message. */
  private static String sendable(String name, Secret secret) {
    String value = secret.reveal();
    if (!isSendable(value)) {
      throw new ProjectException(
          "Cannot log in: '"
              + name
              + "' is empty, or holds a character that a header cannot carry. Correct the secret.");
    }
    return value;
  }

  static boolean isSendable(String value) {
    return value.matches("[\\x21-\\x7e]([\\x20-\\x7e]*[\\x21-\\x7e])?");
  }
}
