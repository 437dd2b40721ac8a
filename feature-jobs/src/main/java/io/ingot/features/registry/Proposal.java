package io.ingot.features.registry;

import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.ColumnLineage;
import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.lineage.ColumnLineages;
import io.ingot.core.project.Aggregate;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureTerms;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Online;
import io.ingot.core.project.Project;
import io.ingot.core.project.Service;
import io.ingot.core.project.TableName;
import io.ingot.core.project.ViewDefinition;
import io.ingot.core.project.ViewDefinition.OfFeature;
import io.ingot.features.registry.RegisteredColumn.From;
import io.ingot.features.registry.RegisteredService.Taken;
import io.ingot.features.registry.RegisteredView.Served;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a project's files would have registered, as if nothing had been before. */
final class Proposal {
  private final Project project;
  private final ColumnLineages lineages;
  private final ViewTypes types;
  private final Stamp now;

  private Proposal(Project project, Lake lake, Stamp now) {
    this.project = project;
    this.lineages = ColumnLineages.of(project, lake);
    this.types = new ViewTypes(lineages, lake);
    this.now = now;
  }

  /** Of a project whose tables lie in a lake; it looks at schemas and at no row. */
  static Proposal of(Project project, Lake lake, Stamp now) {
    return new Proposal(project, lake, now);
  }

  /** The entities that are declared. */
  List<RegisteredEntity> entities() {
    return project.serving().entities().entrySet().stream()
        .map(entity -> RegisteredEntity.of(entity.getKey(), entity.getValue(), now))
        .toList();
  }

  /** The views, each as version 1. */
  List<RegisteredView> views() {
    return project.tables().values().stream()
        .filter(FeatureView.class::isInstance)
        .map(FeatureView.class::cast)
        .map(this::view)
        .toList();
  }

  /** The services, which take the views at the versions given. */
  List<RegisteredService> services(Map<String, Integer> versions) {
    return project.serving().services().values().stream()
        .map(service -> service(service, versions))
        .toList();
  }

  private RegisteredView view(FeatureView view) {
    return new RegisteredView(
        view.name().name(),
        1,
        view.definitionHash(),
        ViewDefinition.of(view),
        view.description(),
        view.owner(),
        view.tags(),
        view.inputs().stream().map(TableName::toString).sorted().toList(),
        view.online().map(online -> served(online, view)),
        view.deprecated(),
        columns(view),
        now,
        now,
        now,
        List.of());
  }

  private static Served served(Online online, FeatureView view) {
    return new Served(online.connection(), online.ttl().or(view::ttl));
  }

  private List<RegisteredColumn> columns(FeatureView view) {
    Map<String, String> known = types.of(view);
    Map<String, Set<Input>> inputs =
        lineages.lineage(view.name()).map(ColumnLineage::columns).orElse(Map.of());
    List<RegisteredColumn> columns = new ArrayList<>();
    for (OfFeature feature : ViewDefinition.of(view).features()) {
      for (int i = 0; i < feature.columns().size(); i++) {
        String name = feature.columns().get(i);
        columns.add(
            column(
                name,
                feature.name(),
                feature.meaning() + window(view.features().get(feature.name()), i),
                Optional.ofNullable(known.get(name)),
                view.features().get(feature.name()).terms(),
                inputs.getOrDefault(name, Set.of())));
      }
    }
    return columns;
  }

  /** The columns of a feature go through its windows, of a pivot once for each value. */
  private static String window(Feature feature, int column) {
    if (!(feature instanceof Aggregate aggregate)) {
      return "";
    }
    List<Duration> lengths = aggregate.over().lengths();
    return lengths.isEmpty()
        ? " over all events"
        : " over " + Feature.length(lengths.get(column % lengths.size()));
  }

  private static RegisteredColumn column(
      String name,
      String feature,
      String meaning,
      Optional<String> type,
      FeatureTerms terms,
      Set<Input> inputs) {
    return new RegisteredColumn(
        name,
        feature,
        type,
        meaning,
        terms.description(),
        terms.unit(),
        terms.labels(),
        terms.deprecated(),
        inputs.stream()
            .map(input -> new From(input.origin().label(), input.field(), input.kind().word()))
            .toList());
  }

  private RegisteredService service(Service service, Map<String, Integer> versions) {
    List<Taken> taken =
        service.features().stream()
            .flatMap(
                ref ->
                    (ref.isAll()
                            ? ((FeatureView) project.table(ref.table()).orElseThrow())
                                .outputs().stream()
                            : List.of(ref.feature()).stream())
                        .map(column -> new Taken(ref.view(), versions.get(ref.view()), column)))
            .distinct()
            .toList();
    return new RegisteredService(
        service.name(), service.description(), service.owner(), service.tags(), taken, now, now);
  }
}
