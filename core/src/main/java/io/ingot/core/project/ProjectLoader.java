package io.ingot.core.project;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Reads a project's folder. It only reads: no Spark, no connection, no lake is opened. */
public final class ProjectLoader {
  private static final String MAIN_FILE = "ingot.yml";
  private static final String DEFAULT_ENVIRONMENT = "dev";

  private final Path folder;
  private final String environment;
  private final Problems problems = new Problems();
  private final References references;
  private final ProjectFolder files;
  private final RecordBinder binder;

  private ProjectLoader(Path folder, String environment) {
    this.folder = folder;
    this.environment = environment;
    this.references = new References(folder);
    this.files = new ProjectFolder(folder, problems);
    this.binder = new RecordBinder(references, problems);
  }

  /**
   * The project in a folder as an environment sees it, or every mistake in its files. Only the
   * environment {@code dev} may be without a file {@code env/dev.yml}.
   */
  public static Loaded load(Path folder, String environment) {
    ProjectLoader loader = new ProjectLoader(folder.toAbsolutePath().normalize(), environment);
    return loader.load(loader.mainFile());
  }

  /**
   * The project as the pods of an environment see it: a variable that {@code cluster.environment}
   * sets has that value, whatever it holds here.
   */
  public static Loaded loadForCluster(Path folder, String environment) {
    ProjectLoader loader = new ProjectLoader(folder.toAbsolutePath().normalize(), environment);
    Optional<Node.Mapping> main = loader.mainFile();
    main.ifPresent(node -> loader.references.know(variables(node)));
    return loader.load(main);
  }

  private static Map<String, String> variables(Node.Mapping main) {
    Map<String, String> variables = new HashMap<>();
    below(main, "cluster")
        .flatMap(cluster -> below(cluster, "environment"))
        .ifPresent(
            node ->
                node.entries()
                    .forEach(
                        (name, entry) -> {
                          if (entry.value() instanceof Node.Scalar scalar) {
                            variables.put(name, scalar.text());
                          }
                        }));
    return variables;
  }

  private static Optional<Node.Mapping> below(Node.Mapping node, String key) {
    return Optional.ofNullable(node.entries().get(key))
        .map(Node.Entry::value)
        .filter(Node.Mapping.class::isInstance)
        .map(Node.Mapping.class::cast);
  }

  private Loaded load(Optional<Node.Mapping> mainFile) {
    Optional<Bound> main = mainFile.map(node -> binder.file(ProjectFile.class, node, Map.of()));
    List<Draft> drafts = new ArrayList<>();
    for (Layer layer : Draft.LAYERS) {
      files.tables(layer).forEach(file -> draft(layer, file).ifPresent(drafts::add));
    }
    Map<String, Bound> suites = beside(files.suites(), Suite.class);
    Map<String, Bound> services = beside(files.services(), Service.class);
    files.tellStrays();
    new CrossChecks(new Declared(main, drafts), problems).run(suites.values(), services.values());
    List<Problem> told = problems.told(references);
    return told.isEmpty()
        ? new Loaded(main.flatMap(bound -> project(bound, drafts, suites, services)), told)
        : new Loaded(Optional.empty(), told);
  }

  private Optional<Node.Mapping> mainFile() {
    Path file = folder.resolve(MAIN_FILE);
    if (!Files.isRegularFile(file)) {
      problems.add(
          Place.startOf(MAIN_FILE),
          "There is no " + MAIN_FILE + " in " + folder + ". It makes a folder a project.");
      return Optional.empty();
    }
    Optional<Node.Mapping> base = YamlFile.read(file, MAIN_FILE, problems);
    Optional<Node.Mapping> overlay = environmentFile();
    return base.map(node -> overlay.map(node::overlaidBy).orElse(node));
  }

  private Optional<Node.Mapping> environmentFile() {
    String name = "env/" + environment + ".yml";
    if (!environment.matches("[A-Za-z0-9][A-Za-z0-9_-]*")) {
      problems.add(
          Place.startOf("env"),
          "Invalid environment '" + environment + "'. Use letters, digits, _ and -.");
      return Optional.empty();
    }
    Path file = folder.resolve(name);
    if (Files.isRegularFile(file)) {
      return YamlFile.read(file, name, problems);
    }
    if (!environment.equals(DEFAULT_ENVIRONMENT)) {
      problems.add(
          Place.startOf(name), "There is no environment '" + environment + "'. Add this file.");
    }
    return Optional.empty();
  }

  private Optional<Draft> draft(Layer layer, Path file) {
    String stem = file.getFileName().toString().replaceFirst("\\.yml$", "");
    Optional<TableName> name = TableName.parse(layer.word() + "." + stem);
    if (name.isEmpty()) {
      problems.add(
          Place.startOf(files.relative(file)),
          "Invalid file name '"
              + stem
              + "': it is the table's name. Use lower-case letters, digits and _, starting with a"
              + " letter, at most 63.");
    }
    Optional<Node.Mapping> node = YamlFile.read(file, files.relative(file), problems);
    boolean transformed =
        layer == Layer.GOLD && node.filter(of -> of.entries().containsKey("transform")).isPresent();
    Optional<GoldSql> query =
        layer == Layer.GOLD && !transformed || layer == Layer.FEATURES && answered(file)
            ? query(file, stem)
            : Optional.empty();
    Map<Class<?>, Object> supplied = new HashMap<>();
    name.ifPresent(table -> supplied.put(TableName.class, table));
    query.flatMap(GoldSql::sql).ifPresent(sql -> supplied.put(Sql.class, sql));
    if (layer == Layer.FEATURES && !answered(file)) {
      supplied.put(Sql.class, Sql.none());
    }
    if (transformed) {
      supplied.put(Sql.class, Sql.none());
      tellUnread(file.resolveSibling(stem + ".sql"));
    }
    Bound bound =
        node.map(mapping -> binder.file(Draft.record(layer), mapping, supplied))
            .orElseGet(() -> unread(file));
    return name.map(table -> new Draft(table, bound, query));
  }

  /** Files that declare no table, by name. */
  private Map<String, Bound> beside(List<Path> declared, Class<? extends Record> type) {
    Map<String, Bound> bound = new TreeMap<>();
    for (Path file : declared) {
      String name = file.getFileName().toString().replaceFirst("\\.yml$", "");
      YamlFile.read(file, files.relative(file), problems)
          .ifPresent(
              node ->
                  bound.put(name, binder.file(type, node, Map.of(String.class, (Object) name))));
    }
    return bound;
  }

  /** A file that is no YAML still declares its table, so that others may name it. */
  private Bound unread(Path file) {
    Place place = Place.startOf(files.relative(file));
    return new Bound(place, place, Optional.empty(), Map.of());
  }

  /** A view may have a query; a gold table has to. */
  private static boolean answered(Path declaration) {
    return Files.isRegularFile(Path.of(declaration.toString().replaceFirst("\\.yml$", ".sql")));
  }

  private void tellUnread(Path query) {
    if (Files.exists(query)) {
      problems.add(
          Place.startOf(files.relative(query)),
          "A transform answers this table, so the query is not read. Remove one of them.");
    }
  }

  private Optional<GoldSql> query(Path declaration, String stem) {
    Path file = declaration.resolveSibling(stem + ".sql");
    if (!Files.isRegularFile(file)) {
      problems.add(
          Place.startOf(files.relative(declaration)),
          "The query is missing. Add " + files.relative(file) + ".");
      return Optional.empty();
    }
    String name = files.relative(file);
    return TextFile.read(file, name, problems).flatMap(text -> GoldSql.parse(text, name, problems));
  }

  private Optional<Project> project(
      Bound main, List<Draft> drafts, Map<String, Bound> suites, Map<String, Bound> services) {
    Map<TableName, Table> tables = new TreeMap<>();
    drafts.forEach(draft -> tables.put(draft.name(), draft.bound().as(Table.class).orElseThrow()));
    Map<String, Suite> declared = new TreeMap<>();
    suites.forEach((name, bound) -> declared.put(name, bound.as(Suite.class).orElseThrow()));
    Map<String, Service> served = new TreeMap<>();
    services.forEach((name, bound) -> served.put(name, bound.as(Service.class).orElseThrow()));
    return main.as(ProjectFile.class)
        .map(
            file ->
                new Project(
                    file.name(),
                    environment,
                    folder,
                    file.lakeFrom(folder),
                    file.connections(),
                    tables,
                    file.lease(),
                    file.maintain(),
                    file.lineage(),
                    file.retry(),
                    new Watching(declared, file.calendars(), file.alerts(), file.metrics()),
                    new Serving(file.entities(), served),
                    new Platform(file.s3(), file.history().from(folder), file.cluster())));
  }
}
