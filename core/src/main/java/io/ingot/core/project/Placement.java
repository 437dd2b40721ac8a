package io.ingot.core.project;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** Which nodes pods may go to, and who places them. */
@Doc("Which nodes pods go to, and who places them")
public record Placement(
    @Doc("Labels that a node must have") Map<String, String> nodes,
    @Doc("Taints that pods put up with") List<Toleration> tolerations,
    @Doc(
            "Further labels of the nodes of executors, such as those of spot machines; the driver stays")
        Map<String, String> spot,
    @Doc("Taints that executors put up with beside those of all") List<Toleration> spotTolerations,
    @Doc("Who places pods: default, volcano or yunikorn; default unless said") Scheduler scheduler,
    @Doc("The queue of volcano or yunikorn") Optional<String> queue,
    @Doc("Name of the pods' PriorityClass") Optional<String> priority) {
  public Placement {
    nodes = Collections.unmodifiableMap(new TreeMap<>(nodes));
    tolerations = List.copyOf(tolerations);
    spot = Collections.unmodifiableMap(new TreeMap<>(spot));
    spotTolerations = List.copyOf(spotTolerations);
    scheduler = scheduler == null ? Scheduler.DEFAULT : scheduler;
    Objects.requireNonNull(priority, "priority");
    if (queue.isPresent() && scheduler == Scheduler.DEFAULT) {
      throw new IllegalArgumentException("queue belongs to scheduler volcano or yunikorn.");
    }
  }

  /** Anywhere, by the cluster's own scheduler. */
  public static Placement anywhere() {
    return new Placement(
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        Scheduler.DEFAULT,
        Optional.empty(),
        Optional.empty());
  }

  /** Who places pods. */
  public enum Scheduler {
    DEFAULT,
    VOLCANO,
    YUNIKORN
  }

  /** A taint that pods put up with. */
  public record Toleration(
      @Required @Doc("The taint's key") String key,
      @Doc("The taint's value; any unless said") Optional<String> value,
      @Doc("The taint's effect, such as NoSchedule; any unless said") Optional<String> effect) {
    public Toleration {
      Objects.requireNonNull(key, "key");
      Objects.requireNonNull(value, "value");
      if (effect
          .filter(word -> !word.matches("NoSchedule|PreferNoSchedule|NoExecute"))
          .isPresent()) {
        throw new IllegalArgumentException(
            "Unknown effect '"
                + effect.get()
                + "'. Use NoSchedule, PreferNoSchedule or NoExecute.");
      }
    }
  }
}
