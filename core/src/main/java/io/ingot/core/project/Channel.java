package io.ingot.core.project;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A way to tell people of trouble. */
public sealed interface Channel {
  /** What is told; all of it where nothing is said. */
  Set<Trouble> on();

  /** Whether a trouble of this kind is told here. */
  default boolean tells(Trouble trouble) {
    return on().isEmpty() || on().contains(trouble);
  }

  /** Whether a row that broke a check may be told, which then leaves the house. */
  boolean samples();

  /** A webhook that takes Slack's messages: {@code {"text": ...}}. */
  record Slack(
      @Required @Doc("The webhook's address, a reference such as ${env:SLACK_URL}") Secret url,
      @Doc("What is told: failed, refused, warned, late, drifted; all unless said") Set<Trouble> on,
      @Doc(
              "Tell one row that broke a check too; never of a table that has to do with a personal"
                  + " column. Unless said, nothing of any row is told")
          boolean samples)
      implements Channel {
    public Slack {
      Objects.requireNonNull(url, "url");
      on = Set.copyOf(on);
    }
  }

  /** A webhook that takes the message as JSON of Ingot's own. */
  record Webhook(
      @Required @Doc("The address, a reference such as ${env:HOOK_URL}") Secret url,
      @Doc("Value of the header Authorization, a reference such as ${env:HOOK_TOKEN}")
          Optional<Secret> authorization,
      @Doc("What is told: failed, refused, warned, late, drifted; all unless said") Set<Trouble> on,
      @Doc(
              "Tell one row that broke a check too; never of a table that has to do with a personal"
                  + " column. Unless said, nothing of any row is told")
          boolean samples)
      implements Channel {
    public Webhook {
      Objects.requireNonNull(url, "url");
      Objects.requireNonNull(authorization, "authorization");
      on = Set.copyOf(on);
    }
  }

  /** E-mail by SMTP. */
  record Email(
      @Required @Doc("The SMTP server's name") String host,
      @Doc("The SMTP server's port; 587 unless said") int port,
      @Doc("Sender's name at the server") Optional<Secret> user,
      @Doc("Its password, a reference such as ${env:SMTP_PASSWORD}") Optional<Secret> password,
      @Doc("starttls, tls or none; starttls unless said") Security security,
      @Required @Doc("Address that the messages come from") String from,
      @Required @Doc("Addresses that they go to") List<String> to,
      @Doc("What is told: failed, refused, warned, late, drifted; all unless said") Set<Trouble> on,
      @Doc(
              "Tell one row that broke a check too; never of a table that has to do with a personal"
                  + " column. Unless said, nothing of any row is told")
          boolean samples)
      implements Channel {
    private static final int SUBMISSION = 587;

    private static final Pattern ADDRESS = Pattern.compile("[^@\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");

    public Email {
      Objects.requireNonNull(host, "host");
      Objects.requireNonNull(from, "from");
      port = port == 0 ? SUBMISSION : port;
      security = security == null ? Security.STARTTLS : security;
      to = List.copyOf(to);
      on = Set.copyOf(on);
      if (to.isEmpty()) {
        throw new IllegalArgumentException("to needs an address at least.");
      }
      Stream.concat(Stream.of(from), to.stream()).forEach(Email::requireAddress);
      if (user.isPresent() != password.isPresent()) {
        throw new IllegalArgumentException("user and password belong together; give both or none.");
      }
      if (user.isPresent() && security == Security.NONE) {
        throw new IllegalArgumentException(
            "With 'security: none' everybody on the way can read the password. Use starttls or tls,"
                + " or leave out user and password.");
      }
    }

    private static void requireAddress(String text) {
      if (!ADDRESS.matcher(text).matches()) {
        throw new IllegalArgumentException("'" + text + "' is no e-mail address.");
      }
    }
  }

  /** How a connection is kept from being read. */
  enum Security {
    STARTTLS,
    TLS,
    NONE
  }

  /** What goes wrong. */
  enum Trouble {
    /** A stage failed. */
    FAILED,
    /** A gate refused a batch. */
    REFUSED,
    /** A batch was published with a broken check. */
    WARNED,
    /** A table is older than it may be. */
    LATE,
    /** A distribution moved. */
    DRIFTED
  }
}
