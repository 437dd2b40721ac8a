package io.ingot.quality.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GatewayTest {
  private static final Identity WHO = new Identity("shop", "dev");
  private static final Duration SHORT = Duration.ofMillis(300);

  @Test
  void onlyWhatIsToldIsReplacedInAGroupThatNoRunIsPartOf() throws IOException {
    try (PushgatewayLikeness server = new PushgatewayLikeness(200, Duration.ZERO)) {
      URI behindAPrefix = URI.create(server.address() + "/push/");
      assertThat(new Gateway(behindAPrefix, SHORT).push(readings(), WHO)).isEmpty();

      assertThat(server.requests())
          .singleElement()
          .asString()
          .startsWith("POST /push/metrics/job/ingot/")
          .contains("/pipeline/shop", "/environment/dev")
          .hasSize("POST /push/metrics/job/ingot/pipeline/shop/environment/dev".length());
      assertThat(server.bodies().get(0))
          .contains("late_rows{dataset=\"silver.item\",environment=\"dev\",pipeline=\"shop\"} 4.0");
    }
  }

  @Test
  void aRefusalIsToldWithItsReason() throws IOException {
    try (PushgatewayLikeness server = new PushgatewayLikeness(400, Duration.ZERO)) {
      assertThat(new Gateway(server.uri(), SHORT).push(readings(), WHO))
          .hasValueSatisfying(why -> assertThat(why).contains(server.address(), "400"));
    }
  }

  @Test
  void aServerThatIsGoneHangsOrDripsIsWaitedForNoLongerThanSaid() throws IOException {
    try (PushgatewayLikeness hanging = new PushgatewayLikeness(200, Duration.ofSeconds(20));
        ServerSocket dripping = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      drip(dripping);
      Instant begun = Instant.now();

      assertThat(push(hanging.uri())).hasValueSatisfying(why -> assertThat(why).contains("out"));
      assertThat(push(URI.create("http://127.0.0.1:" + dripping.getLocalPort())))
          .hasValueSatisfying(why -> assertThat(why).contains("did not answer"));
      assertThat(push(URI.create("http://127.0.0.1:" + deadPort())))
          .hasValueSatisfying(why -> assertThat(why).contains("refused"));
      assertThat(Duration.between(begun, Instant.now())).isLessThan(Duration.ofSeconds(8));
    }
  }

  private static Optional<String> push(URI address) {
    return new Gateway(address, SHORT).push(readings(), WHO);
  }

  /** Sends an endless header, a letter at a time. */
  private static void drip(ServerSocket server) {
    Thread thread =
        new Thread(
            () -> {
              try (Socket socket = server.accept()) {
                socket.getOutputStream().write("HTTP/1.1 200 OK\r\nX: ".getBytes());
                for (int i = 0; i < 100; i++) {
                  socket.getOutputStream().write('x');
                  socket.getOutputStream().flush();
                  Thread.sleep(100);
                }
              } catch (IOException e) {
                // Who was waiting is gone.
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "drip");
    thread.setDaemon(true);
    thread.start();
  }

  private static int deadPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static Readings readings() {
    Readings readings = new Readings(WHO);
    readings.say(Metric.LATE_ROWS, 4, "silver.item");
    return readings;
  }
}
