package io.ingot.features.registry;

import io.ingot.core.project.Project;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A project with one view and one service over it, none of whose tables was ever built. */
final class Shop {
  static final String VIEW = "features/customer_activity.yml";
  static final String SERVICE = "services/next_buy.yml";
  static final String ACTIVITY =
      """
      description: What a customer bought lately
      owner: shop-team
      entity: {customer_id: bigint}
      from: silver.sales
      event_time: sold_on
      ttl: 30d
      features:
        spend: {sum: amount, windows: [7d, 30d], unit: USD}
        visits: {count: "*", windows: [7d], description: Purchases}
        per_visit: {ratio: [spend, visits], windows: [7d], unit: USD}
      tags: [daily]
      """;
  static final String NEXT_BUY =
      """
      description: Who buys next
      features: [customer_activity:spend_7d, customer_activity:visits_7d]
      """;
  static final String SALES =
      """
      from: bronze.sales
      columns:
        id: {type: bigint, key: true}
        customer_id: {type: bigint}
        sold_on: {type: date}
        listed_on: {type: date}
        amount: {type: "decimal(10,2)"}
        price: {type: double}
      write: {mode: merge}
      """;

  private final TestProject project;

  private Shop(TestProject project) {
    this.project = project;
  }

  static Shop in(Path folder) {
    return new Shop(
        TestProject.in(folder)
            .file(
                "ingot.yml",
                """
                name: shop
                lake: lake
                connections:
                  drop: {type: files, root: incoming}
                  store: {type: redis, nodes: ["localhost:6379"]}
                entities:
                  customer: {key: customer_id, type: bigint, description: Who buys}
                """)
            .file("bronze/sales.yml", "source: {connection: drop, path: \"*.csv\", format: csv}\n")
            .file("silver/sales.yml", SALES)
            .file(VIEW, ACTIVITY)
            .file(SERVICE, NEXT_BUY));
  }

  Shop file(String name, String text) {
    project.file(name, text);
    return this;
  }

  /** The view's file with one part written otherwise. */
  Shop view(String part, String by) {
    return file(VIEW, replaced(ACTIVITY, part, by));
  }

  static String replaced(String text, String part, String by) {
    if (!text.contains(part)) {
      throw new IllegalArgumentException("No such part: " + part);
    }
    return text.replace(part, by);
  }

  Shop without(String file) {
    if (!project.path(file).toFile().delete()) {
      throw new IllegalArgumentException("No such file: " + file);
    }
    return this;
  }

  Project load() {
    return project.load();
  }

  TestProject project() {
    return project;
  }

  Registry registry() {
    return Registry.of(project.lake());
  }

  Registered registered() {
    return registry().current().orElseThrow();
  }

  RegisteredView view() {
    return registered().view("customer_activity").orElseThrow();
  }

  ApplyPlan plan(String... allowed) {
    return planAt("2026-03-01T00:00:00Z", allowed);
  }

  ApplyPlan planAt(String at, String... allowed) {
    return ApplyPlan.of(
        load(),
        project.lake(),
        Allowed.of(Optional.of(String.join(",", allowed))),
        new Stamp("ann", Instant.parse(at)));
  }

  Shop apply(String... allowed) {
    plan(allowed).carryOut(registry());
    return this;
  }

  Shop applyAt(String at) {
    planAt(at).carryOut(registry());
    return this;
  }
}
