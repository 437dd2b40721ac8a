package io.ingot.core.project;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How a project runs on Kubernetes; what {@code ingot k8s} makes manifests of.
 *
 * @param jobs by name, which is the name of its manifest too
 */
@Doc("How the project runs on Kubernetes; ingot k8s writes the manifests")
public record Cluster(
    @Required @Doc("The image that holds Ingot and the project, with its tag or digest")
        String image,
    @Doc("The namespace; the project's name and the environment unless said")
        Optional<String> namespace,
    @Doc("The service account of driver and executors; ingot unless said") String serviceAccount,
    @Doc("Annotations of the service account, such as the role that it stands for")
        Map<String, String> identity,
    @Doc("What the driver may use") PodSize driver,
    @Doc("What an executor may use") PodSize executor,
    @Doc("How many executors") Executors executors,
    @Doc("Local disk of a pod for shuffles, such as 20gb; 20gb unless said") FileSize disk,
    @Doc("Spark settings beside those that Ingot makes") Map<String, String> conf,
    @Doc("Environment variables of driver and executors; no secrets")
        Map<String, String> environment,
    @Doc("Secrets whose entries become environment variables, by their names") List<String> secrets,
    @Doc("Which nodes pods go to, and who places them") Placement placement,
    @Doc("How often a job that fails is started again") Attempts retry,
    @Doc("How long a run that is over stays to be looked at; 1d unless said") Duration keep,
    @Doc("What the cluster does, by name") Map<String, ClusterJob> jobs) {
  private static final String NAME = "[a-z]([a-z0-9-]{0,61}[a-z0-9])?";
  private static final String VARIABLE = "[A-Za-z_][A-Za-z0-9_]*";
  private static final String SECRET = "[a-z0-9]([a-z0-9.-]{0,251}[a-z0-9])?";

  /** One that always means the same: with a digest, or with a tag that is not moved by habit. */
  private static final String FIXED_IMAGE =
      "[^\\s@]+@sha256:[0-9a-f]{64}|[^\\s@]*[^\\s@:/]:(?!latest$)[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}";

  public Cluster {
    serviceAccount = serviceAccount == null ? "ingot" : serviceAccount;
    identity = Collections.unmodifiableMap(new TreeMap<>(identity));
    driver = driver == null ? new PodSize(1, "2g", null) : driver;
    executor = executor == null ? new PodSize(2, "4g", null) : executor;
    executors = executors == null ? Executors.usual() : executors;
    disk = disk == null ? FileSize.of("20gb") : disk;
    conf = Collections.unmodifiableMap(new TreeMap<>(conf));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    secrets = List.copyOf(secrets);
    placement = placement == null ? Placement.anywhere() : placement;
    retry = retry == null ? Attempts.usual() : retry;
    keep = keep == null ? Duration.ofDays(1) : keep;
    jobs = Collections.unmodifiableMap(new TreeMap<>(jobs));
    if (!image.matches(FIXED_IMAGE)) {
      throw new IllegalArgumentException(
          "Invalid image '"
              + image
              + "'. Write it with its tag or digest, such as registry.example.com/events:1.0; what"
              + " latest means changes between a driver and its executors.");
    }
    requireName("namespace", namespace);
    requireName("service_account", Optional.of(serviceAccount));
    jobs.keySet().forEach(job -> requireName("job", Optional.of(job)));
    environment.keySet().forEach(name -> require("environment", name, VARIABLE));
    secrets.forEach(name -> require("secrets", name, SECRET));
  }

  private static void require(String what, String name, String pattern) {
    if (!name.matches(pattern)) {
      throw new IllegalArgumentException("Invalid name in " + what + ": '" + name + "'.");
    }
  }

  private static void requireName(String what, Optional<String> name) {
    if (name.filter(text -> !text.matches(NAME)).isPresent()) {
      throw new IllegalArgumentException(
          "Invalid "
              + what
              + " '"
              + name.get()
              + "'. Use lower-case letters, digits and -, starting with a letter, at most 63.");
    }
  }
}
