package io.ingot.features.registry;

import io.ingot.core.batch.BatchRecord;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.Layer;
import io.ingot.core.project.Project;
import io.ingot.core.project.TableName;
import io.ingot.features.registry.Step.State;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * All features that there are: those that are registered as they are registered, and with them what
 * the project has beside.
 */
final class Catalogue {
  /** Of what the project has and the registry does not. */
  static final String NOT_APPLIED = "not applied";

  private final Lake lake;
  private final Optional<Registered> registered;
  private final ApplyPlan plan;

  private Catalogue(Lake lake, Optional<Registered> registered, ApplyPlan plan) {
    this.lake = Objects.requireNonNull(lake, "lake");
    this.registered = registered;
    this.plan = plan;
  }

  static Catalogue of(Project project, Lake lake, Stamp now) {
    return new Catalogue(
        lake,
        Registry.of(lake).current(),
        ApplyPlan.of(project, lake, Allowed.of(Optional.empty()), now));
  }

  /** The views by name. */
  Map<String, RegisteredView> views() {
    Map<String, RegisteredView> views = new TreeMap<>(plan.after().views());
    registered.ifPresent(now -> views.putAll(now.views()));
    return views;
  }

  /** The services by name. */
  Map<String, RegisteredService> services() {
    Map<String, RegisteredService> services = new TreeMap<>(plan.after().services());
    registered.ifPresent(now -> services.putAll(now.services()));
    return services;
  }

  /** The name of the entity of a key column: the described one, or the column's own name. */
  String entity(String key) {
    return registered.orElse(plan.after()).entities().values().stream()
        .filter(entity -> entity.key().equals(key))
        .findFirst()
        .map(RegisteredEntity::name)
        .orElse(key);
  }

  /** How what is registered stands to what the project says, in words. */
  String standing(Kind kind, String name, Optional<String> deprecated) {
    State state =
        plan.steps().stream()
            .filter(step -> step.kind() == kind && step.name().equals(name))
            .findFirst()
            .map(Step::state)
            .orElseThrow();
    return switch (state) {
      case NEW -> NOT_APPLIED;
      case REMOVED -> "gone from the project";
      case UNCHANGED -> deprecated.isPresent() ? "deprecated" : "registered";
      default -> "differs from the project";
    };
  }

  /** The services that take any column of a view. */
  List<String> takers(RegisteredView view) {
    return new Takers(List.copyOf(services().values()))
        .of(view.name(), view.columns().stream().map(RegisteredColumn::name).toList());
  }

  /** When the run began that made a view's last batch; empty when there is none. */
  Optional<Instant> lastBatch(String view) {
    TableName table = new TableName(Layer.FEATURES, view);
    TableState state = lake.table(table).state();
    return BatchRecord.of(lake.table(table), state.generation(), state.batch())
        .map(BatchRecord::at);
  }
}
