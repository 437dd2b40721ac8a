package io.ingot.quality.alert;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Properties;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.subethamail.smtp.MessageHandler;
import org.subethamail.smtp.RejectException;
import org.subethamail.smtp.auth.EasyAuthenticationHandlerFactory;
import org.subethamail.smtp.auth.LoginFailedException;
import org.subethamail.smtp.server.SMTPServer;

/** An SMTP server on this machine that keeps what it is sent. */
final class MailServer implements AutoCloseable {
  private final SMTPServer server;
  private final List<String> received = Collections.synchronizedList(new ArrayList<>());
  private final List<String> logins = Collections.synchronizedList(new ArrayList<>());
  private final Deque<RejectException> refusals = new ArrayDeque<>();

  MailServer(UnaryOperator<SMTPServer.Builder> how) {
    server =
        how.apply(
                SMTPServer.port(0)
                    .bindAddress(InetAddress.getLoopbackAddress())
                    .authenticationHandlerFactory(
                        new EasyAuthenticationHandlerFactory(
                            (user, password, any) -> login(user, password)))
                    .messageHandlerFactory(context -> new Mail()))
            .build();
    server.start();
  }

  private void login(String user, String password) throws LoginFailedException {
    logins.add(user + "/" + password);
    if (!password.equals("right")) {
      throw new LoginFailedException("535 canary-answer");
    }
  }

  /** Refuses the next mail by this code. */
  MailServer refusing(int code) {
    refusals.add(new RejectException(code, "canary-answer"));
    return this;
  }

  int port() {
    return server.getPortAllocated();
  }

  /** Each by its first line, the recipient, and the mail as it came. */
  List<String> received() {
    return List.copyOf(received);
  }

  MimeMessage mail(int number) throws MessagingException {
    String text = received.get(number);
    return new MimeMessage(
        Session.getInstance(new Properties()),
        new ByteArrayInputStream(
            text.substring(text.indexOf('\n') + 1).getBytes(StandardCharsets.UTF_8)));
  }

  List<String> logins() {
    return List.copyOf(logins);
  }

  @Override
  public void close() {
    server.stop();
  }

  /** A certificate of 127.0.0.1 that nobody but the context itself trusts. */
  static SSLContext certified(Path folder) {
    Path store = folder.resolve("keys.p12");
    char[] password = "changeit".toCharArray();
    try {
      if (!Files.exists(store)) {
        Process keytool =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-keyalg",
                    "EC",
                    "-alias",
                    "mail",
                    "-dname",
                    "CN=127.0.0.1",
                    "-ext",
                    "san=ip:127.0.0.1",
                    "-storepass",
                    "changeit",
                    "-keystore",
                    store.toString())
                .inheritIO()
                .start();
        if (keytool.waitFor() != 0) {
          throw new IllegalStateException("keytool failed");
        }
      }
      KeyStore keys = KeyStore.getInstance(store.toFile(), password);
      KeyManagerFactory own = KeyManagerFactory.getInstance("PKIX");
      own.init(keys, password);
      KeyStore trusted = KeyStore.getInstance("PKCS12");
      trusted.load(null, password);
      trusted.setCertificateEntry("mail", keys.getCertificate("mail"));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(trusted);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("Cannot make a certificate", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** One mail while it comes in. */
  private final class Mail implements MessageHandler {
    private final List<String> recipients = new ArrayList<>();

    @Override
    public void from(String from) {
      // Whoever it is.
    }

    @Override
    public void recipient(String recipient) {
      recipients.add(recipient);
    }

    @Override
    public String data(InputStream data) throws RejectException, IOException {
      String mail = new String(data.readAllBytes(), StandardCharsets.UTF_8);
      synchronized (refusals) {
        if (!refusals.isEmpty()) {
          throw refusals.poll();
        }
      }
      recipients.forEach(recipient -> received.add(recipient + "\n" + mail));
      return "250 Ok";
    }

    @Override
    public void done() {
      // Nothing is held.
    }
  }
}
