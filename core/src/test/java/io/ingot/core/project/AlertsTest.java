package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.project.Channel.Security;
import io.ingot.core.project.Channel.Trouble;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertsTest {
  private static final String MAIL = "type: email, host: mail, from: a@x.org, to: [b@x.org]";

  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAValidProject() {
    files = ProjectFiles.shop(folder);
  }

  @Test
  void nobodyIsToldUnlessTheProjectSaysSo() {
    assertThat(files.project().watching().alerts()).isEqualTo(Alerts.none());
  }

  @Test
  void whatIsNotSaidHasItsDefault() {
    declare("{channels: {owners: {" + MAIL + "}}}");

    Alerts alerts = files.project().watching().alerts();

    assertThat(alerts.repeat()).isEqualTo(Duration.ofHours(6));
    assertThat(alerts.link()).isEmpty();
    Channel.Email mail = (Channel.Email) alerts.channels().get("owners");
    assertThat(mail.port()).isEqualTo(587);
    assertThat(mail.security()).isEqualTo(Security.STARTTLS);
    assertThat(mail.samples()).isFalse();
    assertThat(Trouble.values()).allMatch(mail::tells);
  }

  @Test
  void everyKeyIsRead() {
    declare(
        """
        {repeat: 1h, link: "https://x.org/{run}", channels: {
          ops: {type: slack, url: "${env:A}", on: [late, drifted], samples: true},
          hook: {type: webhook, url: "${env:B}", authorization: "${env:C}"},
          owners: {type: email, host: mail, port: 465, security: tls, user: "${env:D}",
                   password: "${env:E}", from: "Ingot <a@x.org>", to: [b@x.org, c@x.org]}}}\
        """);

    Alerts alerts = files.project().watching().alerts();

    assertThat(alerts.repeat()).isEqualTo(Duration.ofHours(1));
    assertThat(alerts.link()).contains("https://x.org/{run}");
    Map<String, Channel> channels = alerts.channels();
    assertThat(channels.get("ops").tells(Trouble.LATE)).isTrue();
    assertThat(channels.get("ops").tells(Trouble.FAILED)).isFalse();
    assertThat(channels.get("ops").samples()).isTrue();
    assertThat(((Channel.Webhook) channels.get("hook")).authorization()).isPresent();
    Channel.Email mail = (Channel.Email) channels.get("owners");
    assertThat(mail.port()).isEqualTo(465);
    assertThat(mail.security()).isEqualTo(Security.TLS);
    assertThat(mail.to()).containsExactly("b@x.org", "c@x.org");
  }

  @Test
  void whatCannotWorkIsRefusedWhenItIsRead() {
    assertRefused("{link: 'javascript:alert(1)'}", "link needs an address such as https://");
    assertRefused(
        "{channels: {a: {type: slack, url: https://hooks/x}}}", "A secret is not written");
    assertRefused(
        "{channels: {a: {" + MAIL.replace("[b@x.org]", "[]") + "}}}", "to needs an address");
    assertRefused(
        "{channels: {a: {" + MAIL.replace("b@x.org", "bob") + "}}}", "'bob' is no e-mail");
    assertRefused(
        "{channels: {a: {" + MAIL.replace("a@x.org", "\"a@x.org\\r\\nBcc: e@x.org\"") + "}}}",
        "is no e-mail address");
    assertRefused(
        "{channels: {a: {" + MAIL + ", user: \"${env:U}\"}}}", "user and password belong together");
    assertRefused(
        "{channels: {a: {"
            + MAIL
            + ", user: \"${env:U}\", password: \"${env:P}\", security: none}}}",
        "everybody on the way can read the password");
  }

  private void assertRefused(String alerts, String why) {
    files = ProjectFiles.shop(folder);
    declare(alerts);
    assertThat(files.problems()).hasSize(1).first().asString().contains("ingot.yml:").contains(why);
  }

  private void declare(String alerts) {
    files.change("ingot.yml", "name: shop", "name: shop\nalerts: " + alerts);
  }
}
