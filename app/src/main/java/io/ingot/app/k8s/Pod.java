package io.ingot.app.k8s;

import io.ingot.core.project.Cluster;
import io.ingot.core.project.FileSize;
import io.ingot.core.project.Placement;
import io.ingot.core.project.PodSize;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The driver and the executors of an application: what they may use, and where they may go. */
final class Pod {
  static final String DRIVER_OPTIONS = "spark.driver.extraJavaOptions";
  static final String EXECUTOR_OPTIONS = "spark.executor.extraJavaOptions";

  /** The user of Spark's image, as a number: the kubelet cannot tell that a name is not root. */
  private static final int USER = 185;

  /** A machine that is taken back leaves two minutes. */
  private static final int SECONDS_TO_LEAVE = 120;

  /** A run with warnings is a run that is done; the operator would start it again. */
  private static final String WARNINGS_ARE_DONE = "-Dingot.exit.warnings=0";

  private final Cluster cluster;
  private final Map<String, String> labels;

  /**
   * @param labels of both kinds of pod
   */
  Pod(Cluster cluster, Map<String, String> labels) {
    this.cluster = cluster;
    this.labels = new TreeMap<>(labels);
  }

  /** Names of volumes that begin with spark-local-dir- are Spark's own places for shuffles. */
  static List<Tree> volumes(FileSize disk) {
    return List.of(
        emptied("spark-local-dir-1", quantity(disk)),
        emptied("tmp", "2Gi"),
        emptied("work-dir", "2Gi"));
  }

  Tree driver(PodSize size) {
    Placement placement = cluster.placement();
    Tree pod =
        sized(size)
            .with("javaOptions", options(WARNINGS_ARE_DONE, DRIVER_OPTIONS))
            .with("labels", labels("driver"))
            .with("annotations", staying())
            .withSome("nodeSelector", placement.nodes());
    if (!placement.spot().isEmpty()) {
      pod.with("affinity", elsewhereThan(placement.spot()));
    }
    return common(pod, placement.tolerations());
  }

  Tree executor(PodSize size) {
    Placement placement = cluster.placement();
    Map<String, String> nodes = new TreeMap<>(placement.nodes());
    nodes.putAll(placement.spot());
    Tree pod = sized(size);
    Optional.ofNullable(cluster.conf().get(EXECUTOR_OPTIONS))
        .ifPresent(options -> pod.with("javaOptions", options));
    pod.with("labels", labels("executor"))
        .with("annotations", Map.of("sidecar.istio.io/inject", "false"))
        .withSome("nodeSelector", nodes);
    if (!placement.spot().isEmpty()) {
      pod.with("terminationGracePeriodSeconds", SECONDS_TO_LEAVE);
    }
    // An executor asks the cluster for nothing. There is no typed field for it.
    pod.with("template", Tree.empty().with("spec", withoutToken()));
    return common(
        pod,
        Stream.concat(placement.tolerations().stream(), placement.spotTolerations().stream())
            .toList());
  }

  /** The operator wants the container named where a template is said. */
  private static Tree withoutToken() {
    return Tree.empty()
        .with("automountServiceAccountToken", false)
        .with("containers", List.of(Map.of("name", "spark-kubernetes-executor")));
  }

  private Tree sized(PodSize size) {
    return Tree.empty()
        .with("cores", size.cores())
        .with("memory", size.memory())
        .with("memoryOverhead", size.overhead())
        .with("serviceAccount", cluster.serviceAccount());
  }

  private Tree common(Tree pod, List<Placement.Toleration> tolerations) {
    return pod.withSome("tolerations", tolerations.stream().map(Pod::toleration).toList())
        .with("priorityClassName", cluster.placement().priority())
        .withSome("env", environment())
        .withSome("envFrom", secrets())
        .with("podSecurityContext", restricted().with("fsGroup", USER))
        .with(
            "securityContext",
            restricted()
                .with("allowPrivilegeEscalation", false)
                .with("readOnlyRootFilesystem", true)
                .with("capabilities", Map.of("drop", List.of("ALL"))))
        .with(
            "volumeMounts",
            List.of(
                mount("spark-local-dir-1", SparkSettings.LOCAL),
                mount("tmp", "/tmp"),
                // Spark copies the application's jar into the folder that it works in.
                mount("work-dir", "/opt/spark/work-dir")));
  }

  private static Tree restricted() {
    return Tree.empty()
        .with("runAsUser", USER)
        .with("runAsGroup", USER)
        .with("runAsNonRoot", true)
        .with("seccompProfile", Map.of("type", "RuntimeDefault"));
  }

  private Map<String, String> labels(String component) {
    Map<String, String> all = new TreeMap<>(labels);
    all.put("app.kubernetes.io/component", component);
    return all;
  }

  /** Whoever empties a machine may take executors; without the driver the run begins anew. */
  private static Map<String, String> staying() {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("cluster-autoscaler.kubernetes.io/safe-to-evict", "false");
    annotations.put("karpenter.sh/do-not-disrupt", "true");
    annotations.put("sidecar.istio.io/inject", "false");
    return annotations;
  }

  /** A machine is none of those when one of their labels is not its own. */
  private static Tree elsewhereThan(Map<String, String> spot) {
    List<Tree> terms = new ArrayList<>();
    spot.forEach(
        (label, value) ->
            terms.add(
                Tree.empty()
                    .with(
                        "matchExpressions",
                        List.of(
                            Tree.empty()
                                .with("key", label)
                                .with("operator", "NotIn")
                                .with("values", List.of(value))))));
    return Tree.empty()
        .with(
            "nodeAffinity",
            Tree.empty()
                .with(
                    "requiredDuringSchedulingIgnoredDuringExecution",
                    Tree.empty().with("nodeSelectorTerms", terms)));
  }

  private static Tree toleration(Placement.Toleration toleration) {
    return Tree.empty()
        .with("key", toleration.key())
        .with("operator", toleration.value().isPresent() ? "Equal" : "Exists")
        .with("value", toleration.value())
        .with("effect", toleration.effect());
  }

  private List<Tree> environment() {
    return cluster.environment().entrySet().stream()
        .map(entry -> Tree.empty().with("name", entry.getKey()).with("value", entry.getValue()))
        .toList();
  }

  private List<Tree> secrets() {
    return cluster.secrets().stream()
        .map(name -> Tree.empty().with("secretRef", Map.of("name", name)))
        .toList();
  }

  /** What Ingot needs and what the project says in Spark's words, since the later one wins. */
  private String options(String own, String key) {
    String said = cluster.conf().get(key);
    return said == null ? own : own + " " + said;
  }

  private static Tree emptied(String name, String limit) {
    return Tree.empty().with("name", name).with("emptyDir", Tree.empty().with("sizeLimit", limit));
  }

  private static Tree mount(String volume, String path) {
    return Tree.empty().with("name", volume).with("mountPath", path);
  }

  private static String quantity(FileSize size) {
    long megabytes = Math.max(1, size.bytes() >> 20);
    return megabytes % 1024 == 0 ? megabytes / 1024 + "Gi" : megabytes + "Mi";
  }
}
