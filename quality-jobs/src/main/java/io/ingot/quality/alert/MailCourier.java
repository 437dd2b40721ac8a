package io.ingot.quality.alert;

import io.ingot.core.error.IngotException;
import io.ingot.core.project.Channel;
import io.ingot.core.project.Secret;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.SendFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Date;
import java.util.Optional;
import java.util.Properties;
import java.util.UUID;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/** Sends an e-mail by SMTP: to all its addresses or to none. */
final class MailCourier implements Courier {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  private final Channel.Email channel;
  private final Duration step;
  private final SSLSocketFactory sockets;

  /**
   * @param sockets whom a connection by TLS trusts
   */
  MailCourier(Channel.Email channel, Duration step, SSLSocketFactory sockets) {
    this.channel = channel;
    this.step = step;
    this.sockets = sockets;
  }

  @Override
  public Delivery carry(Message message) {
    Session session = Session.getInstance(settings());
    try (Transport transport = session.getTransport("smtp")) {
      MimeMessage mail = written(message, session);
      transport.connect(revealed(channel.user()), revealed(channel.password()));
      transport.sendMessage(mail, mail.getAllRecipients());
      return new Delivery.Accepted();
    } catch (IngotException e) {
      return new Delivery.Refused(e.getMessage());
    } catch (AddressException e) {
      return new Delivery.Refused("an address is not written as one");
    } catch (MessagingException e) {
      return failed(e);
    }
  }

  private static String revealed(Optional<Secret> secret) {
    return secret.map(Secret::reveal).orElse(null);
  }

  private Properties settings() {
    Properties settings = new Properties();
    settings.put("mail.smtp.host", channel.host());
    settings.put("mail.smtp.port", String.valueOf(channel.port()));
    settings.put("mail.smtp.auth", String.valueOf(channel.user().isPresent()));
    for (String timeout : new String[] {"connectiontimeout", "timeout", "writetimeout"}) {
      settings.put("mail.smtp." + timeout, String.valueOf(step.toMillis()));
    }
    settings.put("mail.smtp.sendpartial", "false");
    settings.put("mail.smtp.quitwait", "false");
    boolean starttls = channel.security() == Channel.Security.STARTTLS;
    settings.put("mail.smtp.starttls.enable", String.valueOf(starttls));
    // Without it a server, or somebody on the way, need only not offer it to be sent the password.
    settings.put("mail.smtp.starttls.required", String.valueOf(starttls));
    settings.put(
        "mail.smtp.ssl.enable", String.valueOf(channel.security() == Channel.Security.TLS));
    settings.put("mail.smtp.ssl.checkserveridentity", "true");
    settings.put("mail.smtp.ssl.socketFactory", sockets);
    settings.put("mail.smtp.ssl.socketFactory.fallback", "false");
    return settings;
  }

  private MimeMessage written(Message message, Session session) throws MessagingException {
    MimeMessage mail = new Named(session, domain());
    mail.setFrom(new InternetAddress(channel.from(), true));
    for (String to : channel.to()) {
      mail.addRecipient(jakarta.mail.Message.RecipientType.TO, new InternetAddress(to, true));
    }
    mail.setSubject(MailText.subject(message), UTF_8);
    mail.setSentDate(Date.from(message.at()));
    // RFC 3834, so that no absence note answers it.
    mail.setHeader("Auto-Submitted", "auto-generated");
    MimeMultipart both = new MimeMultipart("alternative");
    both.addBodyPart(part(MailText.plain(message), "plain"));
    both.addBodyPart(part(MailText.html(message), "html"));
    mail.setContent(both);
    mail.saveChanges();
    return mail;
  }

  private static MimeBodyPart part(String text, String kind) throws MessagingException {
    MimeBodyPart part = new MimeBodyPart();
    part.setText(text, UTF_8, kind);
    return part;
  }

  private String domain() {
    return channel.from().replaceAll(".*@", "").replace(">", "").strip();
  }

  private Delivery failed(MessagingException failure) {
    for (Exception e = failure; e != null; e = next(e)) {
      if (e instanceof AuthenticationFailedException) {
        return new Delivery.Refused("the server refused the login");
      }
      if (e instanceof SSLException) {
        return new Delivery.Refused("no trusted TLS connection");
      }
      int code = code(e);
      if (code > 0) {
        String reason = "the server answered with " + code;
        return code / 100 == 4 ? Delivery.NotYet.because(reason) : new Delivery.Refused(reason);
      }
      if (e instanceof IOException) {
        return Delivery.NotYet.because("no connection, or no answer in " + step.toMillis() + " ms");
      }
    }
    if (failure instanceof SendFailedException) {
      return new Delivery.Refused("the server refused the message");
    }
    return new Delivery.Refused(
        String.valueOf(failure.getMessage()).startsWith("STARTTLS")
            ? "the server offers no STARTTLS"
            : "the server does not speak as expected");
  }

  private static Exception next(Exception e) {
    return e instanceof MessagingException chained ? chained.getNextException() : null;
  }

  private static int code(Exception e) {
    if (e instanceof SMTPSendFailedException refused) {
      return refused.getReturnCode();
    }
    if (e instanceof SMTPSenderFailedException refused) {
      return refused.getReturnCode();
    }
    return e instanceof SMTPAddressFailedException refused ? refused.getReturnCode() : 0;
  }

  /** A mail whose identification names neither the user of this machine nor the machine. */
  private static final class Named extends MimeMessage {
    private final String domain;

    Named(Session session, String domain) {
      super(session);
      this.domain = domain;
    }

    @Override
    protected void updateMessageID() throws MessagingException {
      setHeader("Message-ID", "<" + UUID.randomUUID() + "@" + domain + ">");
    }
  }
}
