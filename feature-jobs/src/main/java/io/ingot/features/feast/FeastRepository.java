package io.ingot.features.feast;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Entity;
import io.ingot.core.project.Feature;
import io.ingot.core.project.FeatureTerms;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Service;
import io.ingot.core.project.Serving;
import io.ingot.core.project.TableName;
import io.ingot.features.registry.Registered;
import io.ingot.features.registry.RegisteredEntity;
import io.ingot.features.registry.RegisteredService;
import io.ingot.features.registry.RegisteredView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.types.StructField;

/** What Feast's registry says of a project: its entities, views and services, in Feast's terms. */
public final class FeastRepository {
  private final String project;
  private final List<EntitySpec> entities;
  private final List<ViewSpec> views;
  private final List<ServiceSpec> services;

  private FeastRepository(
      String project, List<EntitySpec> entities, List<ViewSpec> views, List<ServiceSpec> services) {
    this.project = project;
    this.entities = List.copyOf(entities);
    this.views = List.copyOf(views);
    this.services = List.copyOf(services);
  }

  /**
   * The repository of some views, with the services that take from them alone.
   *
   * @param project the name that Feast puts behind each key in Redis
   * @param serving entities and services as the project declares them
   * @param registered what was applied; empty before the first apply
   * @throws ProjectException when Feast has no type for a column, when views served do not agree
   *     about the type of a key, or when two features would share a field in Redis
   */
  public static FeastRepository of(
      String project, Serving serving, List<FeastView> views, Optional<Registered> registered) {
    if (!project.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
      throw new ProjectException(
          "Cannot tell Feast of the project '%s': its names have letters, digits, _ and - alone,"
                  .formatted(project)
              + " and begin with none of the last two. Give another name.");
    }
    requireAgreement(views);
    requireFields(views);
    Map<String, EntitySpec> entities = new TreeMap<>();
    Map<TableName, ViewSpec> specs = new TreeMap<>();
    for (FeastView view : views) {
      List<EntitySpec> own =
          view.keys().stream().map(key -> entity(key, serving, registered)).toList();
      own.forEach(entity -> entities.putIfAbsent(entity.name(), entity));
      specs.put(view.view().name(), spec(view, own));
    }
    List<ServiceSpec> services = new ArrayList<>();
    for (Service service : serving.services().values()) {
      if (specs.keySet().containsAll(service.views())) {
        services.add(spec(service, specs, views, registered));
      }
    }
    return new FeastRepository(
        project, List.copyOf(entities.values()), List.copyOf(specs.values()), services);
  }

  /** A client takes one type for a key of one name, whatever views it asks for. */
  private static void requireAgreement(List<FeastView> views) {
    Map<String, FeastView> first = new HashMap<>();
    for (FeastView view : views) {
      for (StructField key : view.keys()) {
        FeastView other = first.putIfAbsent(key.name(), view);
        if (other != null
            && FeastKeys.type(key) != FeastKeys.type(other.schema().apply(key.name()))) {
          throw new ProjectException(
              ("Cannot tell Feast of %s and %s: the key %s is %s in one and %s in the other, and a"
                      + " client finds the values of one of them only. Declare the same type in"
                      + " both, or leave one out by --select.")
                  .formatted(
                      other.view().name(),
                      view.view().name(),
                      key.name(),
                      other.schema().apply(key.name()).dataType().catalogString(),
                      key.dataType().catalogString()));
        }
      }
    }
  }

  /** Views of the same keys share a hash in Redis. */
  private static void requireFields(List<FeastView> views) {
    Map<List<String>, Map<String, List<String>>> byKeys = new HashMap<>();
    for (FeastView view : views) {
      byKeys
          .computeIfAbsent(
              view.view().entity().keySet().stream().sorted().toList(), keys -> new TreeMap<>())
          .put(view.view().name().name(), view.view().outputs());
    }
    byKeys.values().forEach(FeastFields::requireDistinct);
  }

  private static EntitySpec entity(
      StructField key, Serving serving, Optional<Registered> registered) {
    String name = serving.entity(key.name());
    Optional<Entity> declared = serving.declared(key.name()).map(Map.Entry::getValue);
    Optional<RegisteredEntity> applied =
        registered.flatMap(all -> Optional.ofNullable(all.entities().get(name)));
    About about =
        declared
            .map(entity -> About.of(entity.description(), entity.owner(), entity.tags()))
            .orElseGet(About::nothing)
            .stamped(
                applied.map(RegisteredEntity::created), applied.map(RegisteredEntity::changed));
    return new EntitySpec(name, key.name(), FeastKeys.type(key), about);
  }

  private static ViewSpec spec(FeastView given, List<EntitySpec> entities) {
    FeatureView view = given.view();
    Optional<RegisteredView> applied = given.registered();
    About about =
        About.of(view.description(), view.owner(), view.tags())
            .tagged("deprecated", view.deprecated())
            .tagged("ingot_version", applied.map(known -> String.valueOf(known.version())))
            .stamped(applied.map(RegisteredView::created), applied.map(RegisteredView::changed));
    List<FieldSpec> fields = new ArrayList<>();
    view.features()
        .forEach(
            (name, feature) ->
                feature
                    .outputs(name)
                    .forEach(column -> fields.add(field(given.schema().apply(column), feature))));
    return new ViewSpec(
        view.name().name(),
        entities,
        fields,
        view.ttl(),
        view.online().isPresent(),
        SourceSpec.of(view.name().toString(), given.path()),
        about);
  }

  private static FieldSpec field(StructField column, Feature feature) {
    FeatureTerms terms = feature.terms();
    About about =
        About.of(terms.description(), Optional.empty(), terms.labels())
            .tagged("unit", terms.unit())
            .tagged("deprecated", terms.deprecated());
    return new FieldSpec(
        column.name(),
        FeastType.of(column),
        terms.description().orElseGet(feature::meaning),
        about.tags());
  }

  private static ServiceSpec spec(
      Service service,
      Map<TableName, ViewSpec> specs,
      List<FeastView> views,
      Optional<Registered> registered) {
    Optional<RegisteredService> applied = registered.flatMap(all -> all.service(service.name()));
    List<ServiceSpec.Taken> taken = new ArrayList<>();
    for (TableName name : service.views()) {
      FeatureView view =
          views.stream()
              .map(FeastView::view)
              .filter(candidate -> candidate.name().equals(name))
              .findFirst()
              .orElseThrow();
      ViewSpec spec = specs.get(name);
      taken.add(new ServiceSpec.Taken(spec, spec.features(service.columns(view))));
    }
    return new ServiceSpec(
        service.name(),
        taken,
        About.of(service.description(), service.owner(), service.tags())
            .stamped(
                applied.map(RegisteredService::created), applied.map(RegisteredService::changed)));
  }

  /** The name that Feast puts behind each key in Redis. */
  public String project() {
    return project;
  }

  List<EntitySpec> entities() {
    return entities;
  }

  List<ViewSpec> views() {
    return views;
  }

  List<ServiceSpec> services() {
    return services;
  }
}
