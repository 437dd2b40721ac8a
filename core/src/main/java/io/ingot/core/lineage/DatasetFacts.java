package io.ingot.core.lineage;

import io.ingot.core.batch.Counts;
import io.ingot.core.batch.Published;
import io.ingot.core.batch.Verdict;
import io.ingot.core.lake.Lake;
import io.ingot.core.lineage.ColumnLineage.Input;
import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.Project;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Table;
import io.ingot.core.project.TableName;
import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineage.DatasetFacetsBuilder;
import io.openlineage.client.OpenLineage.InputDataset;
import io.openlineage.client.OpenLineage.InputField;
import io.openlineage.client.OpenLineage.OutputDataset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * What an event tells of the sets of rows that a stage reads and writes: names, columns, versions
 * and counts, and never a value of a row.
 */
record DatasetFacts(OpenLineage model, Project project, Lake lake, String namespace) {
  /** The key under which servers look for the results of checks. */
  private static final String ASSERTIONS = "dataQualityAssertions";

  /** A table's words of what it means. */
  static Optional<String> description(Table table) {
    if (table instanceof BronzeTable bronze) {
      return bronze.description();
    }
    if (table instanceof SilverTable silver) {
      return silver.description();
    }
    return table instanceof GoldTable gold
        ? gold.description()
        : ((FeatureView) table).description();
  }

  InputDataset source(BronzeTable bronze, List<Published> batches) {
    Dataset source = Dataset.of(bronze, project);
    OpenLineage.InputDatasetInputFacetsBuilder facets = model.newInputDatasetInputFacetsBuilder();
    if (!batches.isEmpty()) {
      facets.inputStatistics(
          model.newInputStatisticsInputDatasetFacet(counts(batches).read(), null, null));
    }
    return model.newInputDataset(
        source.namespace(), source.name(), new DatasetFacetsBuilder().build(), facets.build());
  }

  InputDataset input(TableName table, long version, ColumnLineages columns) {
    Dataset dataset = dataset(table);
    return model.newInputDataset(
        dataset.namespace(),
        dataset.name(),
        known(table, columns)
            .version(model.newDatasetVersionDatasetFacet(String.valueOf(version)))
            .build(),
        null);
  }

  OutputDataset output(Table table, List<Published> batches, ColumnLineages columns) {
    Dataset dataset = dataset(table.name());
    DatasetFacetsBuilder facets = known(table.name(), columns);
    description(table)
        .ifPresent(text -> facets.documentation(model.newDocumentationDatasetFacet(text, null)));
    columns.lineage(table.name()).ifPresent(lineage -> facets.columnLineage(columns(lineage)));
    OpenLineage.OutputDatasetOutputFacetsBuilder written =
        model.newOutputDatasetOutputFacetsBuilder();
    if (!batches.isEmpty()) {
      long version = batches.get(batches.size() - 1).version();
      facets.version(model.newDatasetVersionDatasetFacet(String.valueOf(version)));
      long bytes = batches.stream().mapToLong(Published::bytes).sum();
      written.outputStatistics(
          model.newOutputStatisticsOutputDatasetFacet(
              counts(batches).written(), bytes == 0 ? null : bytes, null));
      assertions(batches).ifPresent(facet -> facets.put(ASSERTIONS, facet));
    }
    return model.newOutputDataset(
        dataset.namespace(), dataset.name(), facets.build(), written.build());
  }

  private static Counts counts(List<Published> batches) {
    return batches.stream().map(Published::counts).reduce(Counts.none(), Counts::plus);
  }

  private Dataset dataset(TableName table) {
    return Dataset.at(lake.table(table).path());
  }

  private DatasetFacetsBuilder known(TableName table, ColumnLineages columns) {
    DatasetFacetsBuilder facets =
        new DatasetFacetsBuilder()
            .symlinks(
                model.newSymlinksDatasetFacet(
                    List.of(
                        model.newSymlinksDatasetFacetIdentifiers(
                            namespace, table.toString(), "TABLE"))));
    StructType built = columns.built(table);
    Optional<StructType> types = built.isEmpty() ? columns.columns(table) : Optional.of(built);
    types.ifPresent(known -> facets.schema(model.newSchemaDatasetFacet(fields(known))));
    return facets;
  }

  private List<OpenLineage.SchemaDatasetFacetFields> fields(StructType type) {
    return Arrays.stream(type.fields()).map(this::field).toList();
  }

  private OpenLineage.SchemaDatasetFacetFields field(StructField field) {
    boolean nested = field.dataType() instanceof StructType;
    return model.newSchemaDatasetFacetFields(
        field.name(),
        nested ? "struct" : field.dataType().catalogString(),
        field.getComment().isDefined() ? field.getComment().get() : null,
        null,
        nested ? fields((StructType) field.dataType()) : List.of());
  }

  /** What decides about rows concerns all columns, and is told of the set as a whole. */
  private OpenLineage.ColumnLineageDatasetFacet columns(ColumnLineage lineage) {
    OpenLineage.ColumnLineageDatasetFacetFieldsBuilder fields =
        model.newColumnLineageDatasetFacetFieldsBuilder();
    lineage
        .columns()
        .forEach(
            (name, inputs) ->
                fields.put(
                    name,
                    model.newColumnLineageDatasetFacetFieldsAdditional(read(inputs), null, null)));
    return model.newColumnLineageDatasetFacet(fields.build(), read(lineage.rows()));
  }

  /** One entry for each column that is read, with all that it is read for. */
  private List<InputField> read(Collection<Input> inputs) {
    Map<Input, List<OpenLineage.InputFieldTransformations>> byColumn = new LinkedHashMap<>();
    for (Input input : inputs) {
      Input column =
          new Input(input.origin(), input.column(), input.path(), ColumnLineage.Kind.IDENTITY);
      byColumn
          .computeIfAbsent(column, one -> new ArrayList<>())
          .add(
              model.newInputFieldTransformations(
                  input.kind().isDirect() ? "DIRECT" : "INDIRECT", input.kind().name(), "", false));
    }
    return byColumn.entrySet().stream()
        .map(
            entry -> {
              Dataset dataset = dataset(entry.getKey().origin());
              return model.newInputField(
                  dataset.namespace(), dataset.name(), entry.getKey().field(), entry.getValue());
            })
        .toList();
  }

  private Dataset dataset(Origin origin) {
    if (origin instanceof Origin.OfLake table) {
      return dataset(table.table());
    }
    return project.tables().values().stream()
        .filter(BronzeTable.class::isInstance)
        .map(BronzeTable.class::cast)
        .filter(bronze -> Origin.of(bronze).equals(origin))
        .findFirst()
        .map(bronze -> Dataset.of(bronze, project))
        .orElseThrow();
  }

  /** The client has this facet for inputs only, and these are told of what was written. */
  private Optional<OpenLineage.DatasetFacet> assertions(List<Published> batches) {
    List<Map<String, Object>> assertions =
        batches.stream()
            .flatMap(batch -> batch.verdicts().stream())
            .map(DatasetFacts::assertion)
            .toList();
    if (assertions.isEmpty()) {
      return Optional.empty();
    }
    OpenLineage.DatasetFacet facet = model.newDatasetFacet();
    facet.getAdditionalProperties().put("assertions", assertions);
    return Optional.of(facet);
  }

  private static Map<String, Object> assertion(Verdict verdict) {
    boolean kept =
        verdict.ruling() == Verdict.Ruling.PASSED || verdict.ruling() == Verdict.Ruling.NOTED;
    return Map.of(
        "assertion",
        verdict.check(),
        "success",
        kept,
        "severity",
        verdict.ruling() == Verdict.Ruling.REFUSED ? "error" : "warn",
        "actual",
        verdict.measured());
  }
}
