package io.ingot.features.online;

import io.ingot.core.batch.BatchWriter;
import io.ingot.core.batch.Candidate;
import io.ingot.core.batch.Plans;
import io.ingot.core.batch.Tenure;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.Publication;
import io.ingot.core.lake.TableLayout;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.Project;
import io.ingot.core.testkit.Lakes;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A small project with the view {@code features.spending}, served by a Redis. */
final class Shop {
  private final TestProject files;
  private final TestRedis redis;
  private long batch;

  private Shop(Path folder, TestRedis redis) {
    this.redis = redis;
    this.files = TestProject.in(folder);
    files
        .file(
            "ingot.yml",
            """
            name: test
            lake: lake
            connections:
              drop: {type: files, root: incoming}
              store: %s
            """
                .formatted(redis.yaml()))
        .file("bronze/sales.yml", "source: {connection: drop, path: '*.csv', format: csv}\n")
        .file(
            "silver/sales.yml",
            """
            from: bronze.sales
            columns:
              customer_id: {type: bigint}
              amount: {type: double}
              sold_on: {type: date}
              known_at: {type: timestamp}
            """)
        .file("services/basket.yml", "features: ['spending:spend_7d', 'spending:visits_7d']\n");
    view("");
  }

  static Shop in(Path folder, TestRedis redis) {
    return new Shop(folder, redis);
  }

  /** Declares the view, with the given terms behind the connection of its online store. */
  Shop view(String terms) {
    files.file(
        "features/spending.yml", Spending.YAML + "online: {connection: store" + terms + "}\n");
    return this;
  }

  TestProject files() {
    return files;
  }

  Project project() {
    return files.load();
  }

  Lake lake() {
    return files.lake();
  }

  FeatureView view() {
    return OnlineViews.of(project()).get("store").get(0);
  }

  /** Adds rows by the values of {@link Spending#COLUMNS}. */
  void add(String... values) {
    write(new Publication.Append(), values);
  }

  /** Puts rows in place of all that are there. */
  void replace(String... values) {
    write(new Publication.ReplaceAll(), values);
  }

  private void write(Publication publication, String... values) {
    new BatchWriter(lake(), new Plans(lake()), List.of(), Tenure.unshared())
        .publish(
            Lakes.batch("features.spending", batch++, "run-of-spending"),
            Candidate.whole(
                Lakes.rows(lake(), Spending.COLUMNS, values)
                    .selectExpr(
                        "CAST(customer_id AS bigint) customer_id",
                        "CAST(event_time AS date) event_time",
                        "CAST(valid_from AS timestamp) valid_from",
                        "CAST(known_time AS timestamp) known_time",
                        "CAST(spend_7d AS double) spend_7d",
                        "CAST(visits_7d AS bigint) visits_7d",
                        "_deleted"),
                publication,
                new TableLayout(List.of(), List.of(), Map.of("delta.enableChangeDataFeed", "true")),
                Map.of()));
  }

  /** One push, as of a moment. */
  Pushed push(String now) {
    try (Redis own = Redis.open(redis.terms())) {
      return new Materialization(lake(), redis.terms(), own, "run-of-push")
          .push(view(), ServingName.of(own, "test"), Instant.parse(now));
    }
  }

  /** A rebuild, as of a moment. */
  List<Pushed> rebuild(String now) {
    return rebuild(Clock.fixed(Instant.parse(now), ZoneOffset.UTC));
  }

  /** A rebuild by a clock. */
  List<Pushed> rebuild(Clock clock) {
    try (Redis own = Redis.open(redis.terms())) {
      return new Rebuild(
              lake(), own, new Materialization(lake(), redis.terms(), own, "run-of-rebuild"), clock)
          .all("test", List.of(view()));
    }
  }

  /** Whether online equals offline, as of a moment. */
  Verified verify(String now) {
    try (Redis own = Redis.open(redis.terms())) {
      return new Verification(lake(), own, 100)
          .of(view(), ServingName.of(own, "test"), Instant.parse(now));
    }
  }
}
