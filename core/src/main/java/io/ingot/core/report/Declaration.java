package io.ingot.core.report;

import io.ingot.core.project.BronzeTable;
import io.ingot.core.project.Check;
import io.ingot.core.project.CheckTerms;
import io.ingot.core.project.ColumnContract;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.GoldTable;
import io.ingot.core.project.RowRule;
import io.ingot.core.project.SilverTable;
import io.ingot.core.project.Source;
import io.ingot.core.project.Table;
import io.ingot.core.project.Write;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.StructType;

/** Puts what a table's file says into words. */
final class Declaration {
  private final Table table;
  private final Discretion discretion;
  private final Map<String, List<String>> sources;
  private final StructType built;
  private final CheckWords checkWords;

  /**
   * Of a table.
   *
   * @param sources by its columns, what they are made of
   * @param built the columns that the lake has; empty where the table is not there
   */
  Declaration(
      Table table, Discretion discretion, Map<String, List<String>> sources, StructType built) {
    this.table = table;
    this.discretion = discretion;
    this.sources = sources;
    this.built = built;
    this.checkWords = new CheckWords(table, discretion);
  }

  Declared words() {
    return new Declared(
        description().map(discretion::declared),
        table.tags().stream().sorted().toList(),
        facts(),
        columns(),
        rules(),
        table.checks().stream().map(this::check).toList(),
        table instanceof GoldTable gold
            ? Optional.of(discretion.declared(gold.sql().text()))
            : Optional.empty());
  }

  private Optional<String> description() {
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

  private List<Declared.Fact> facts() {
    Map<String, String> facts = new LinkedHashMap<>();
    if (table instanceof BronzeTable bronze) {
      facts.put("Source", source(bronze.source()));
      bronze.watermark().ifPresent(watermark -> facts.put("Watermark", watermark.column()));
      facts.put("Deletes", word(bronze.deletes().mode()));
    } else if (table instanceof SilverTable silver) {
      facts.put("Written", write(silver.write()));
      facts.put("New fields of the source", word(silver.onNewColumn()));
      silver.reject().warn().ifPresent(share -> facts.put("Warns when refused above", share + ""));
      silver.reject().fail().ifPresent(share -> facts.put("Stops when refused above", share + ""));
    } else if (table instanceof GoldTable gold) {
      facts.put("Written", write(gold.write()));
      gold.recompute()
          .forEach(
              rule ->
                  facts.merge(
                      "Computed again",
                      "by " + String.join(", ", rule.by()) + " of " + rule.driver(),
                      (one, other) -> one + "; " + other));
    } else if (table instanceof FeatureView view) {
      facts.putAll(FeatureFacts.of(view));
    }
    return facts.entrySet().stream()
        .map(fact -> new Declared.Fact(fact.getKey(), discretion.declared(fact.getValue())))
        .toList();
  }

  private static String source(Source source) {
    String what =
        source instanceof Source.JdbcTable jdbc
            ? "table " + jdbc.table()
            : source instanceof Source.FileSet files
                ? word(files.format()) + " files " + files.path()
                : source instanceof Source.Endpoint rest
                    ? "endpoint " + rest.endpoint()
                    : "topic " + ((Source.Topic) source).topic();
    return what + " of " + source.connection() + " (" + source.connectionType() + ")";
  }

  private static String write(Write write) {
    return write.mode().word()
        + write.orderBy().map(column -> ", newest by " + column).orElse("")
        + (write.partitionBy().isEmpty()
            ? ""
            : ", partitioned by " + String.join(", ", write.partitionBy()));
  }

  private List<Declared.Column> columns() {
    Map<String, Declared.Column> columns = new LinkedHashMap<>();
    if (table instanceof SilverTable silver) {
      silver.columns().forEach((name, contract) -> columns.put(name, column(name, contract)));
    }
    Arrays.stream(built.fields())
        .filter(field -> !columns.containsKey(field.name()))
        .forEach(
            field ->
                columns.put(
                    field.name(), undeclared(field.name(), field.dataType().simpleString())));
    sources.keySet().stream()
        .filter(name -> !columns.containsKey(name))
        .forEach(name -> columns.put(name, undeclared(name, "")));
    return List.copyOf(columns.values());
  }

  private Declared.Column undeclared(String name, String type) {
    List<String> marks =
        table instanceof FeatureView view && view.entity().containsKey(name)
            ? List.of("key")
            : List.of();
    List<String> rules =
        table instanceof FeatureView view
            ? FeatureFacts.column(name, view).stream().map(discretion::declared).toList()
            : List.of();
    return new Declared.Column(name, type, marks, rules, sources.getOrDefault(name, List.of()));
  }

  private Declared.Column column(String name, ColumnContract contract) {
    List<String> marks = new ArrayList<>();
    if (contract.key()) {
      marks.add("key");
    }
    if (contract.required()) {
      marks.add("required");
    }
    if (contract.personal()) {
      marks.add("personal");
    }
    return new Declared.Column(
        name,
        contract.type(),
        marks,
        rules(contract).stream().map(discretion::declared).toList(),
        sources.getOrDefault(name, List.of()));
  }

  private static List<String> rules(ColumnContract contract) {
    List<String> rules = new ArrayList<>();
    contract.ref().ifPresent(ref -> rules.add("is in " + ref));
    contract.check().ifPresent(rules::add);
    contract.value().ifPresent(sql -> rules.add("kept as " + sql));
    contract.minLength().ifPresent(least -> rules.add("at least " + least + " characters"));
    contract.maxLength().ifPresent(most -> rules.add("at most " + most + " characters"));
    contract.matches().ifPresent(pattern -> rules.add("matches " + pattern));
    // What a file lists for a personal column may be somebody's.
    if (!contract.personal()) {
      contract.min().ifPresent(least -> rules.add(">= " + least));
      contract.max().ifPresent(most -> rules.add("<= " + most));
      contract.fallback().ifPresent(value -> rules.add("else " + value));
      if (!contract.in().isEmpty()) {
        rules.add("one of " + String.join(", ", contract.in()));
      }
    }
    if (contract.otherwise() != ColumnContract.Outcome.QUARANTINE) {
      rules.add("broken: " + word(contract.otherwise()));
    }
    return rules;
  }

  private List<Declared.Rule> rules() {
    return table instanceof SilverTable silver
        ? silver.rules().stream().map(this::rule).toList()
        : List.of();
  }

  private Declared.Rule rule(RowRule rule) {
    return new Declared.Rule(
        discretion.declared(rule.name() + ": " + rule.check()), word(rule.otherwise()));
  }

  private Declared.Rule check(Check check) {
    return new Declared.Rule(
        checkWords.of(check.describe()),
        check.level() == CheckTerms.Level.WARN ? "warns" : "stops the batch");
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
