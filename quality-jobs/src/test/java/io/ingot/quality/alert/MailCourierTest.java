package io.ingot.quality.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.Channel;
import io.ingot.core.project.Channel.Security;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailCourierTest {
  private static final Patience SHORT =
      new Patience(
          Duration.ofMillis(700),
          2,
          Duration.ofMillis(20),
          Duration.ofSeconds(1),
          Duration.ofSeconds(6));

  private static final SSLSocketFactory WORLD = (SSLSocketFactory) SSLSocketFactory.getDefault();
  private static SSLContext certified;

  private final Secrets secrets = new Secrets();

  @BeforeAll
  static void certify(@TempDir Path folder) {
    certified = MailServer.certified(folder);
  }

  @AfterEach
  void forgetSecrets() {
    secrets.close();
  }

  @Test
  void aMailHasPlainTextAndHtmlAndComesToEveryAddress() throws MessagingException, IOException {
    try (MailServer server = new MailServer(open -> open)) {
      assertThat(sent(server.port(), Security.NONE, Optional.empty(), WORLD))
          .isEqualTo(new Delivery.Accepted());

      assertThat(server.received())
          .extracting(mail -> mail.lines().findFirst().orElseThrow())
          .containsExactlyInAnyOrder("ann@example.org", "bob@example.org");
      MimeMessage mail = server.mail(0);
      assertThat(mail.getSubject()).isEqualTo("shop (prod): 1 batch refused Bcc: eve@example.org");
      assertThat(mail.getHeader("Auto-Submitted")).containsExactly("auto-generated");
      assertThat(mail.getHeader("Bcc")).isNull();
      MimeMultipart parts = (MimeMultipart) mail.getContent();
      assertThat(parts.getContentType()).startsWith("multipart/alternative");
      assertThat((String) parts.getBodyPart(0).getContent())
          .contains("refused: silver.orders, satisfies a < 'b'")
          .contains("measured 0.5 of 2 rows")
          .contains("wanted at least 99%");
      assertThat((String) parts.getBodyPart(1).getContent())
          .contains("<code>satisfies a &lt; &#39;b&#39;</code>")
          .contains("href=\"https://logs.example.org/run-1?a=1&amp;b=2\"");
      assertThat(mail.getMessageID()).endsWith("@example.org>");
      assertThat(MailText.subject(message())).doesNotContain("\r").doesNotContain("\n");
    }
  }

  @Test
  void aLoginIsShownOnlyToAServerThatKeepsTheConnectionFromBeingRead() {
    try (MailServer server =
        new MailServer(open -> open.startTlsSocketFactory(certified).requireTLS())) {
      assertThat(
              sent(
                  server.port(),
                  Security.STARTTLS,
                  Optional.of("right"),
                  certified.getSocketFactory()))
          .isEqualTo(new Delivery.Accepted());
      assertThat(server.logins()).containsExactly("robot/right");
      assertThat(server.received()).hasSize(2);
    }
    try (MailServer server = new MailServer(open -> open)) {
      assertThat(
              sent(
                  server.port(),
                  Security.STARTTLS,
                  Optional.of("right"),
                  certified.getSocketFactory()))
          .isEqualTo(new Delivery.Refused("the server offers no STARTTLS"));
      assertThat(server.logins()).isEmpty();
      assertThat(server.received()).isEmpty();
    }
  }

  @Test
  void tlsFromTheStartWorksAndAStrangersCertificateDoesNot() {
    try (MailServer server = new MailServer(open -> open.serverSocketFactory(certified))) {
      assertThat(
              sent(server.port(), Security.TLS, Optional.of("right"), certified.getSocketFactory()))
          .isEqualTo(new Delivery.Accepted());
      assertThat(sent(server.port(), Security.TLS, Optional.of("right"), WORLD))
          .isEqualTo(new Delivery.Refused("no trusted TLS connection"));
      assertThat(server.logins()).hasSize(1);
    }
  }

  @Test
  void aRefusedLoginIsToldWithoutThePassword() {
    try (MailServer server =
        new MailServer(open -> open.startTlsSocketFactory(certified).enableTLS())) {
      assertThat(
              sent(
                  server.port(),
                  Security.STARTTLS,
                  Optional.of("canary"),
                  certified.getSocketFactory()))
          .isEqualTo(new Delivery.Refused("the server refused the login"));
      assertThat(server.logins()).containsExactly("robot/canary");
    }
  }

  @Test
  void aServerThatIsBusyIsAskedAgainAndOneThatRefusesIsNot() {
    try (MailServer server = new MailServer(open -> open).refusing(451)) {
      assertThat(sent(server.port(), Security.NONE, Optional.empty(), WORLD))
          .isEqualTo(new Delivery.Accepted());
      int before = server.received().size();

      server.refusing(554);
      assertThat(sent(server.port(), Security.NONE, Optional.empty(), WORLD))
          .isEqualTo(new Delivery.Refused("the server answered with 554"));
      assertThat(server.received()).hasSize(before);
    }
  }

  @Test
  void aServerThatIsSilentOrNotThereIsGivenUp() throws IOException {
    int port;
    try (ServerSocket mute = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      port = mute.getLocalPort();
      Instant begin = Instant.now();
      assertThat(sent(port, Security.NONE, Optional.empty(), WORLD))
          .isEqualTo(new Delivery.Refused("no connection, or no answer in 700 ms, 2 times"));
      assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(5));
    }
    assertThat(sent(port, Security.NONE, Optional.empty(), WORLD))
        .isEqualTo(new Delivery.Refused("no connection, or no answer in 700 ms, 2 times"));
  }

  private Delivery sent(
      int port, Security security, Optional<String> password, SSLSocketFactory sockets) {
    Channel.Email channel =
        new Channel.Email(
            "127.0.0.1",
            port,
            password.map(any -> secrets.of("robot")),
            password.map(secrets::of),
            security,
            "Ingot <ingot@example.org>",
            List.of("ann@example.org", "Bob <bob@example.org>"),
            Set.of(),
            false);
    try {
      return SHORT.carry(new MailCourier(channel, SHORT.step(), sockets), message());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Message message() {
    Instant now = Instant.parse("2026-01-01T00:00:00Z");
    return new Message(
        "shop (prod): 1 batch refused\r\nBcc: eve@example.org",
        "shop",
        "prod",
        Optional.of("run-1"),
        now,
        List.of(
            new Item(
                Trouble.REFUSED,
                TableName.of("silver.orders"),
                Optional.of("satisfies a < 'b'"),
                "0.5 of 2 rows",
                OptionalDouble.of(0.5),
                Optional.of("at least 99%"),
                Optional.empty(),
                Optional.empty(),
                Optional.of("run-1"),
                now,
                Optional.empty(),
                Optional.empty())),
        List.of(),
        List.of(),
        0,
        0,
        Optional.of("https://logs.example.org/run-1?a=1&b=2"));
  }
}
