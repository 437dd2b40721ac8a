package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.Connection;
import io.ingot.core.project.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class StoreFileTest {
  @Test
  void aServerWithoutALogin() {
    assertThat(
            online(
                new Connection.Redis(
                    List.of("redis:6379"),
                    Optional.empty(),
                    Optional.empty(),
                    false,
                    false,
                    0,
                    Duration.ofSeconds(2))))
        .contains(
            """
            online_store:
              type: redis
              redis_type: redis
              connection_string: "redis:6379,db=0"
            """);
  }

  @Test
  void aPasswordIsTheVariableThatIngotTakesItFrom() {
    assertThat(online(redis("${env:SHOP_REDIS}")))
        .contains(
            "connection_string: \"redis:6380,db=2,ssl=true,username=feast,password=${SHOP_REDIS}\"");
  }

  @Test
  void aPasswordInAFileIsAVariableToBeSet() {
    assertThat(online(redis("${file:/run/secrets/redis}")))
        .contains("username=feast,password=${MAIN_REDIS_PASSWORD}\"")
        .doesNotContain("/run/secrets");
  }

  @Test
  void aClusterHasSomeOfItsNodesAndNoDatabase() {
    assertThat(
            online(
                new Connection.Redis(
                    List.of("a:7000", "b:7000"),
                    Optional.empty(),
                    Optional.empty(),
                    true,
                    true,
                    0,
                    Duration.ofSeconds(2))))
        .contains("redis_type: redis_cluster\n  connection_string: \"a:7000,b:7000,ssl=true\"\n");
  }

  @Test
  void whereNothingIsServedThereIsNoOnlineStore() {
    assertThat(StoreFile.text("shop", Optional.empty()))
        .contains("project: shop\n")
        .doesNotContain("online_store");
  }

  private static Connection.Redis redis(String password) {
    return new Connection.Redis(
        List.of("redis:6380"),
        Optional.of("feast"),
        Optional.of(Secret.of(password)),
        true,
        false,
        2,
        Duration.ofSeconds(2));
  }

  private static String online(Connection.Redis redis) {
    return StoreFile.text("shop", Optional.of(Map.entry("main-redis", redis)));
  }
}
