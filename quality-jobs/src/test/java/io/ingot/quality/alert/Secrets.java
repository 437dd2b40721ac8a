package io.ingot.quality.alert;

import io.ingot.core.project.Secret;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Secrets as a process would be given them, until they are closed. */
final class Secrets implements AutoCloseable {
  private final List<String> names = new ArrayList<>();

  /** A reference to a secret of this value, such as {@code ${env:...}}. */
  String reference(String value) {
    String name = "ALERT_" + UUID.randomUUID().toString().replace("-", "_");
    names.add(name);
    System.setProperty("ingot.env." + name, value);
    return "${env:" + name + "}";
  }

  Secret of(String value) {
    return Secret.of(reference(value));
  }

  @Override
  public void close() {
    names.forEach(name -> System.clearProperty("ingot.env." + name));
  }
}
