package io.ingot.app.demo.events;

import java.io.IOException;
import java.io.OutputStream;
import kafka.Kafka;

/** The process of a {@link KafkaBroker}: serves until its input ends, and so with its parent. */
public final class KafkaMain {
  private KafkaMain() {}

  /** Takes the file of the broker's settings. */
  public static void main(String[] settings) {
    Thread parent = new Thread(KafkaMain::endWithParent, "parent");
    parent.setDaemon(true);
    parent.start();
    Kafka.main(settings);
  }

  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // The input has ended all the same.
    }
    System.exit(0);
  }
}
