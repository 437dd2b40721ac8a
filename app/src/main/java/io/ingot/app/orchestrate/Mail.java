package io.ingot.app.orchestrate;

import io.ingot.core.project.Channel;
import io.ingot.core.project.Project;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Who hears by mail that a run failed; the project's own first channel of that kind.
 *
 * @param channel with its server, which Airflow does not need: it has one of its own
 */
record Mail(Channel.Email channel) {
  Mail {
    Objects.requireNonNull(channel, "channel");
  }

  /** Of a project; empty where no mail is declared for what fails. */
  static Optional<Mail> of(Project project) {
    return project.watching().alerts().channels().entrySet().stream()
        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
        .map(Map.Entry::getValue)
        .filter(Channel.Email.class::isInstance)
        .map(Channel.Email.class::cast)
        .filter(mail -> mail.on().isEmpty() || mail.on().contains(Channel.Trouble.FAILED))
        .findFirst()
        .map(Mail::new);
  }

  List<String> to() {
    return channel.to();
  }
}
