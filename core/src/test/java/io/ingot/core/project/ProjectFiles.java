package io.ingot.core.project;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A project's folder under a test's hand. */
record ProjectFiles(Path folder) {

  /** A valid project: a database and files, two bronze, two silver, one gold table, one view. */
  static ProjectFiles shop(Path folder) {
    return new ProjectFiles(folder)
        .write(
            "ingot.yml",
            """
            # yaml-language-server: $schema=../schema/ingot.schema.json
            name: shop
            lake: lake
            connections:
              shop:
                type: jdbc
                url: jdbc:postgresql://localhost:5432/shop
                user: reader
                password: ${env:SHOP_PASSWORD}
              drop: {type: files, root: incoming}
            """)
        .write(
            "bronze/customer.yml",
            """
            source: {connection: shop, table: public.customer}
            watermark: {column: updated_at, lag: 5m}
            read: {partition_by: customer_id, partitions: 4}
            """)
        .write(
            "bronze/sales.yml",
            """
            source: {connection: drop, path: "sales/*.csv", format: csv}
            """)
        .write(
            "silver/customer.yml",
            """
            from: bronze.customer
            columns:
              customer_id: {type: bigint, key: true}
              name: {type: string, max_length: 80}
            write: {mode: merge, order_by: _extracted_at}
            """)
        .write(
            "silver/sales.yml",
            """
            from: bronze.sales
            columns:
              sale_id: {type: bigint, key: true}
              sold_on: {type: date, from: the_date, format: yyyy-MM-dd}
              store_sales: {type: "decimal(10,4)", min: 0, else: quarantine}
              customer_id: {type: bigint, ref: silver.customer.customer_id, else: warn}
            reject: {warn: 1%, fail: 5%}
            checks:
              - {complete: sale_id}
              - {unique: sale_id}
              - {rows: {min: 1}, level: warn}
            tags: [daily]
            """)
        .write(
            "gold/daily_sales.yml",
            """
            write: {mode: replace_partitions, partition_by: [sold_on]}
            recompute: {driver: silver.sales, by: sold_on}
            """)
        .write(
            "gold/daily_sales.sql",
            """
            SELECT sold_on, sum(store_sales) AS sales
            FROM silver.sales GROUP BY sold_on
            """)
        .write(
            "features/customer_activity.yml",
            """
            entity: {customer_id: bigint}
            from: silver.sales
            event_time: sold_on
            features:
              spend: {sum: store_sales, windows: [7d, 30d], scale: standard}
              visits: {count: "*", windows: 7d}
            training: {validation_from: 1998-10-01}
            """);
  }

  ProjectFiles write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ProjectFiles remove(String name) {
    try {
      Files.delete(folder.resolve(name));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Replaces a text that must be there, so that a test says only what differs. */
  ProjectFiles change(String name, String from, String to) {
    String text = read(name);
    if (!text.contains(from)) {
      throw new IllegalArgumentException(name + " does not hold: " + from);
    }
    return write(name, text.replace(from, to));
  }

  String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Loaded load() {
    return ProjectLoader.load(folder, "dev");
  }

  Project project() {
    return load().orThrow();
  }

  List<String> problems() {
    return load().problems().stream().map(Problem::toString).toList();
  }
}
