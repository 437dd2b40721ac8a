package io.ingot.core.lake;

import io.ingot.core.project.ObjectStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What executors have to be told of the driver's environment. On Spark's own cluster they are
 * started by workers, which know nothing of it, so a login that is taken from the environment would
 * be known to the driver alone. Elsewhere this would write a secret where others can read it, such
 * as into the description of a pod.
 */
final class ExecutorVariables {
  private static final String PREFIX = "spark.executorEnv.";
  private static final List<String> LOGIN =
      List.of("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN");

  private ExecutorVariables() {}

  /**
   * Spark's settings by their names; a page or log of Spark shows none of their values, see {@code
   * spark.redaction.regex}.
   *
   * @param master what {@code --master} said
   * @param environment the driver's
   */
  static Map<String, String> of(String master, ObjectStore store, Map<String, String> environment) {
    Map<String, String> settings = new TreeMap<>();
    if (master.startsWith("spark://")
        && store.credentials() == ObjectStore.Credentials.ENVIRONMENT) {
      LOGIN.stream()
          .filter(environment::containsKey)
          .forEach(name -> settings.put(PREFIX + name, environment.get(name)));
    }
    return settings;
  }
}
