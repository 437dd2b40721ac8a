package io.ingot.tests.cluster;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What Spark left at an API server for one application: a driver, its service, its settings. */
record Arrived(Pod driver, Service service, List<ConfigMap> maps) {
  private static final String SETTINGS = "spark.properties";
  private static final BigDecimal MEBI = BigDecimal.valueOf(1 << 20);

  static Arrived of(List<Pod> pods, List<Service> services, List<ConfigMap> maps) {
    if (pods.size() != 1 || services.size() != 1) {
      throw new AssertionError("Not one driver and one service: " + names(pods) + names(services));
    }
    return new Arrived(pods.get(0), services.get(0), List.copyOf(maps));
  }

  private static List<String> names(Collection<? extends HasMetadata> objects) {
    return objects.stream().map(object -> object.getMetadata().getName()).toList();
  }

  Container container() {
    return driver.getSpec().getContainers().get(0);
  }

  /** What a container asks for, in MiB. */
  static long memory(Container container) {
    Quantity memory = container.getResources().getRequests().get("memory");
    return Quantity.getAmountInBytes(memory).divide(MEBI).longValueExact();
  }

  /** The template of executors, as the operator wrote it. */
  String executorTemplate() {
    return entry("podspec-configmap-key");
  }

  private String entry(String key) {
    return maps.stream()
        .filter(each -> each.getData() != null && each.getData().containsKey(key))
        .map(each -> each.getData().get(key))
        .findFirst()
        .orElseThrow(() -> new AssertionError("No " + key + " in " + names(maps)));
  }

  /** The settings that the driver will start with. */
  Map<String, String> settings() {
    Properties properties = new Properties();
    try {
      properties.load(new StringReader(entry(SETTINGS)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
    return settings;
  }

  /** All of it as text, to look for what must not be there. */
  String text() {
    return Stream.concat(Stream.of(driver, service), maps.stream())
        .map(Serialization::asYaml)
        .reduce("", String::concat);
  }
}
