package io.ingot.quality.alert;

import io.ingot.core.project.Channel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;

/**
 * Carries messages to their channels, all at once and no longer than patience lasts; whoever has
 * not taken one by then has not.
 */
final class Post {
  private final Patience patience;

  Post(Patience patience) {
    this.patience = patience;
  }

  /**
   * A message to be carried.
   *
   * @param name of the channel
   */
  record Letter(String name, Channel channel, Message message) {}

  /** What became of each letter, by the channel's name: accepted or refused. */
  Map<String, Delivery> carry(List<Letter> letters) {
    if (letters.isEmpty()) {
      return Map.of();
    }
    ExecutorService threads = Executors.newFixedThreadPool(letters.size(), Post::thread);
    try {
      List<Callable<Delivery>> tasks =
          letters.stream()
              .<Callable<Delivery>>map(
                  letter -> () -> patience.carry(courier(letter.channel()), letter.message()))
              .toList();
      List<Future<Delivery>> carried =
          threads.invokeAll(tasks, patience.all().toMillis(), TimeUnit.MILLISECONDS);
      Map<String, Delivery> deliveries = new LinkedHashMap<>();
      List<Letter> sent = new ArrayList<>(letters);
      for (int i = 0; i < sent.size(); i++) {
        deliveries.put(sent.get(i).name(), became(carried.get(i)));
      }
      return deliveries;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      Map<String, Delivery> nothing = new LinkedHashMap<>();
      letters.forEach(
          letter -> nothing.put(letter.name(), new Delivery.Refused("the process is ending")));
      return nothing;
    } finally {
      threads.shutdownNow();
    }
  }

  private Delivery became(Future<Delivery> carried) throws InterruptedException {
    try {
      return carried.get();
    } catch (CancellationException e) {
      return new Delivery.Refused("not taken in " + patience.all().toMillis() + " ms");
    } catch (ExecutionException e) {
      // Its words may repeat an address.
      return new Delivery.Refused(e.getCause().getClass().getSimpleName());
    }
  }

  private Courier courier(Channel channel) {
    Duration step = patience.step();
    if (channel instanceof Channel.Slack slack) {
      return new HttpCourier(slack.url(), Optional.empty(), SlackText::of, step);
    }
    if (channel instanceof Channel.Webhook webhook) {
      return new HttpCourier(webhook.url(), webhook.authorization(), WebhookText::of, step);
    }
    return new MailCourier(
        (Channel.Email) channel, step, (SSLSocketFactory) SSLSocketFactory.getDefault());
  }

  /** A server that hangs on must not keep the process from ending. */
  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "alert");
    thread.setDaemon(true);
    return thread;
  }
}
