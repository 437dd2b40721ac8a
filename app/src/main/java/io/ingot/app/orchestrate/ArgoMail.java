package io.ingot.app.orchestrate;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Channel;
import io.ingot.core.project.Secret;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The steps at the end of a workflow that tell a person by mail.
 *
 * @param mail who hears, by which server
 * @param login the entries of a Secret that the server's user and password are; the container of
 *     somebody else gets these and no other
 */
record ArgoMail(Mail mail, List<Entry> login) {
  ArgoMail {
    Objects.requireNonNull(mail, "mail");
    login = List.copyOf(login);
  }

  /** What a variable is called, and the Secret that holds it under the same name. */
  record Entry(String secret, String variable) {
    Entry {
      Objects.requireNonNull(secret, "secret");
      Objects.requireNonNull(variable, "variable");
    }

    private String reference() {
      return String.join(
          "\n",
          "- name: " + variable,
          "  valueFrom:",
          "    secretKeyRef:",
          "      name: " + secret,
          "      key: " + variable);
    }
  }

  /**
   * Of a channel.
   *
   * @param secrets of the cluster; the first one holds the server's user and password
   * @throws ProjectException when the server wants a login and there is no Secret to take it from
   */
  static ArgoMail of(Mail mail, List<String> secrets) {
    Optional<String> user = mail.channel().user().flatMap(Secret::variable);
    Optional<String> password = mail.channel().password().flatMap(Secret::variable);
    if (user.isEmpty() || password.isEmpty()) {
      return new ArgoMail(mail, List.of());
    }
    if (secrets.isEmpty()) {
      throw new ProjectException(
          "The mail server wants ${env:"
              + user.get()
              + "}, and cluster.secrets names no Secret that a pod could take it from. Name one.");
    }
    return new ArgoMail(
        mail,
        Stream.of(user.get(), password.get())
            .map(variable -> new Entry(secrets.get(0), variable))
            .toList());
  }

  String templates() {
    Channel.Email channel = mail.channel();
    return Form.read("argo-mail.yaml")
        .with("OPTIONS", options(channel))
        .with("SERVER", server(channel))
        .with("RECIPIENTS", recipients(channel))
        .with("FROM", Yaml.text(channel.from()))
        .with("TO", Yaml.text(String.join(", ", channel.to())))
        .with("SECRETS", references())
        .filled();
  }

  /** Where its pod has to be let out to, beside the API server. */
  String policy() {
    return String.join(
        "\n",
        "- to:",
        "    - ipBlock:",
        "        cidr: 0.0.0.0/0",
        "        except: [169.254.0.0/16]",
        "  ports:",
        "    - protocol: TCP",
        "      port: " + mail.channel().port());
  }

  private String references() {
    return login.stream().map(Entry::reference).collect(Collectors.joining("\n"));
  }

  private String options(Channel.Email channel) {
    String encrypted = channel.security() == Channel.Security.STARTTLS ? "--ssl-reqd " : "";
    String asWhom =
        login.isEmpty()
            ? ""
            : login.stream()
                .map(entry -> "$" + entry.variable())
                .collect(Collectors.joining(":", "--user \"", "\""));
    return (encrypted + asWhom).strip();
  }

  private static String server(Channel.Email channel) {
    String protocol = channel.security() == Channel.Security.TLS ? "smtps" : "smtp";
    return String.format(Locale.ROOT, "%s://%s:%d", protocol, channel.host(), channel.port());
  }

  private static String recipients(Channel.Email channel) {
    return channel.to().stream()
        .map(address -> "--mail-rcpt '" + address.replace("'", "'\\''") + "'")
        .collect(Collectors.joining(" "));
  }
}
