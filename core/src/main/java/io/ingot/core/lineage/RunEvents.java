package io.ingot.core.lineage;

import io.ingot.core.batch.Batch;
import io.ingot.core.batch.Pin;
import io.ingot.core.batch.Plan;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Window;
import io.ingot.core.lake.Lake;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.LineageTerms;
import io.ingot.core.project.Project;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.ingot.core.run.Outcome;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.OutputDataset;
import io.openlineage.client.OpenLineage.RunEvent;
import io.openlineage.client.OpenLineage.RunEvent.EventType;
import io.openlineage.client.OpenLineage.RunFacetsBuilder;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** The events of one run: one job for the run as a whole, and one below it for each table. */
final class RunEvents {
  private static final String PRODUCER = "urn:ingot";
  private static final String INTEGRATION = "INGOT";

  private final Project project;
  private final Lake lake;
  private final String run;
  private final String namespace;
  private final OpenLineage model = new OpenLineage(URI.create(PRODUCER));
  private final DatasetFacts facts;

  RunEvents(Project project, Lake lake, String run, LineageTerms terms) {
    this.project = project;
    this.lake = lake;
    this.run = run;
    this.namespace = terms.namespace().orElse(project.name() + "/" + project.environment());
    this.facts = new DatasetFacts(model, project, lake, namespace);
  }

  /** The id of a table's part of a run; the same whenever it is asked for. */
  static UUID id(String run, TableName table) {
    return id(run + "/" + table);
  }

  /** The id of a run as a whole. */
  static UUID id(String run) {
    return UUID.nameUUIDFromBytes(("ingot/" + run).getBytes(StandardCharsets.UTF_8));
  }

  RunEvent runStarted(Instant at) {
    return whole(EventType.START, at);
  }

  RunEvent runEnded(boolean failed, Instant at) {
    return whole(failed ? EventType.FAIL : EventType.COMPLETE, at);
  }

  RunEvent started(TableName table, Plan plan, Instant at) {
    return event(EventType.START, table, plan, List.of(), facets(plan, List.of()), at);
  }

  RunEvent goesOn(TableName table, Plan plan, Instant at) {
    return event(EventType.RUNNING, table, plan, List.of(), facets(plan, List.of()), at);
  }

  RunEvent completed(TableName table, Plan plan, List<Published> batches, Instant at) {
    return event(EventType.COMPLETE, table, plan, batches, facets(plan, batches), at);
  }

  /** The reason is the one that is kept with the run; it holds no value of a row. */
  RunEvent failed(TableName table, Plan plan, Outcome.Failed failure, Instant at) {
    RunFacetsBuilder facets =
        facets(plan, failure.batches())
            .errorMessage(
                model.newErrorMessageRunFacet(
                    failure.word() + ": " + failure.keptReason(), "SQL", null));
    return event(EventType.FAIL, table, plan, failure.batches(), facets, at);
  }

  private RunEvent whole(EventType type, Instant at) {
    return model
        .newRunEventBuilder()
        .eventTime(time(at))
        .eventType(type)
        .run(model.newRun(id(run), new RunFacetsBuilder().processing_engine(engine()).build()))
        .job(
            model.newJob(
                namespace,
                project.name(),
                model
                    .newJobFacetsBuilder()
                    .jobType(model.newJobTypeJobFacet("BATCH", INTEGRATION, "RUN", null))
                    .build()))
        .inputs(List.of())
        .outputs(List.of())
        .build();
  }

  private RunEvent event(
      EventType type,
      TableName table,
      Plan plan,
      List<Published> batches,
      RunFacetsBuilder facets,
      Instant at) {
    Table declared = project.tables().get(table);
    ColumnLineages columns = ColumnLineages.of(project, lake);
    List<OutputDataset> outputs = List.of(facts.output(declared, batches, columns));
    return model
        .newRunEventBuilder()
        .eventTime(time(at))
        .eventType(type)
        .run(model.newRun(id(run, table), facets.parent(parent()).build()))
        .job(job(declared))
        .inputs(inputs(declared, plan, batches, columns))
        .outputs(outputs)
        .build();
  }

  /** What the plan pins, so that no kind of write can lose it, and what its batches had pinned. */
  private List<InputDataset> inputs(
      Table table, Plan plan, List<Published> batches, ColumnLineages columns) {
    List<InputDataset> inputs = new ArrayList<>();
    if (table instanceof BronzeTable bronze) {
      inputs.add(facts.source(bronze, batches));
    }
    Map<TableName, Long> pinned = new TreeMap<>();
    batches.forEach(done -> pinned.putAll(versions(done.batch().plan().inputs())));
    pinned.putAll(versions(plan.inputs()));
    pinned.forEach((input, version) -> inputs.add(facts.input(input, version, columns)));
    return inputs;
  }

  private static Map<TableName, Long> versions(Map<TableName, Pin> inputs) {
    return Plan.versions(inputs);
  }

  private OpenLineage.Job job(Table table) {
    OpenLineage.JobFacetsBuilder facets =
        model
            .newJobFacetsBuilder()
            .jobType(model.newJobTypeJobFacet("BATCH", INTEGRATION, "TABLE", null));
    DatasetFacts.description(table)
        .ifPresent(text -> facets.documentation(model.newDocumentationJobFacet(text, null)));
    if (table instanceof GoldTable gold) {
      facets.sql(model.newSQLJobFacet(gold.sql().text(), "spark"));
    }
    return model.newJob(namespace, table.name().toString(), facets.build());
  }

  private RunFacetsBuilder facets(Plan plan, List<Published> batches) {
    RunFacetsBuilder facets = new RunFacetsBuilder().processing_engine(engine());
    Plan last = batches.isEmpty() ? plan : batches.get(batches.size() - 1).batch().plan();
    nominal(last)
        .or(() -> batches.stream().map(Published::batch).map(Batch::at).findFirst().map(this::from))
        .ifPresent(facets::nominalTime);
    return facets;
  }

  /** Of a window of time, that window. */
  private Optional<OpenLineage.NominalTimeRunFacet> nominal(Plan plan) {
    Optional<Window> window =
        plan instanceof Plan.Extract extract
            ? Optional.of(extract.window())
            : plan instanceof Plan.Backfill backfill
                ? Optional.of(backfill.window())
                : Optional.empty();
    return window
        .filter(Window.Times.class::isInstance)
        .map(Window.Times.class::cast)
        .filter(times -> times.lo().isPresent())
        .map(
            times ->
                model.newNominalTimeRunFacet(time(times.lo().orElseThrow()), time(times.hi())));
  }

  private OpenLineage.NominalTimeRunFacet from(Instant at) {
    return model.newNominalTimeRunFacet(time(at), null);
  }

  private OpenLineage.ParentRunFacet parent() {
    return model.newParentRunFacet(
        model.newParentRunFacetRun(id(run), null),
        model.newParentRunFacetJob(namespace, project.name(), null),
        null);
  }

  private OpenLineage.ProcessingEngineRunFacet engine() {
    return model.newProcessingEngineRunFacet(lake.spark().version(), "spark", null);
  }

  private static ZonedDateTime time(Instant at) {
    return at.atZone(ZoneOffset.UTC);
  }
}
