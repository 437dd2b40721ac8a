package io.ingot.app.demo;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The sample's sources, and three days of changes to them, the same in every run: 1997; January to
 * November 1998; December 1998 with what goes wrong in practice.
 *
 * <p>Below the work folder it keeps {@code landing/sales/*.csv} and {@code postgres}. The days are
 * played in order, each once; a day returns when the database's clock has left its changes behind,
 * so that a watermark with a lag of a second takes all of them.
 */
public final class FoodMartDays implements Sources {
  private static final String LATE_STORE = "16";
  private static final LocalDate LATE_FROM = LocalDate.of(1998, 11, 28);
  private static final LocalDate RESENT_DAY = LocalDate.of(1998, 11, 26);
  private static final int RESENT = 50;

  private final Path work;
  private final FoodMart foodMart;
  private final SalesFiles files;
  private final ShopDatabase database;

  private FoodMartDays(Path work, FoodMart foodMart, ShopDatabase database) {
    this.work = work;
    this.foodMart = foodMart;
    this.files = new SalesFiles(work.resolve("landing").resolve("sales"));
    this.database = database;
  }

  /** The sample, to be played. */
  public static Sample sample() {
    return new Sample(
        "foodmart",
        "a PostgreSQL with the FoodMart shop",
        FoodMartDays::start,
        List.of(
            new Answer("gold.yearly_sales", rows -> rows.orderBy("year")),
            Answer.reasons("quarantine.sales")));
  }

  /**
   * Starts the database in a work folder. A folder of an earlier start is taken as it was left, the
   * days that were played in it included.
   *
   * @throws io.ingot.core.error.SourceException when it cannot start
   */
  public static FoodMartDays start(Path work) {
    Path folder = work.toAbsolutePath().normalize();
    return new FoodMartDays(folder, new FoodMart(), ShopDatabase.start(folder));
  }

  @Override
  public Map<String, String> variables() {
    return Map.of(
        "INGOT_DEMO_HOME", work.toString(),
        "INGOT_DEMO_JDBC", database.jdbcUrl(),
        "INGOT_DEMO_PASSWORD", database.password().text());
  }

  @Override
  public List<Supplier<DayChange>> days() {
    return List.of(this::first, this::second, this::third);
  }

  /** The database is filled, and the sales of 1997 arrive. */
  public DayChange first() {
    List<Change> changes = new ArrayList<>();
    database
        .load(foodMart)
        .forEach(
            (table, rows) ->
                changes.add(new Change(Change.Kind.NEW, rows, "rows in public." + table.table())));
    SalesFiles.Months months = new SalesFiles.Months();
    foodMart.sales(SalesFact.YEAR_1997, months);
    changes.add(delivered(months, "sales of 1997"));
    database.settle();
    return new DayChange("1997: the shop opens its books", changes);
  }

  /** The sales of January to November 1998 arrive, but for one store's last days. */
  public DayChange second() {
    SalesFiles.Months months = new SalesFiles.Months();
    foodMart.sales(
        SalesFact.JANUARY_TO_NOVEMBER_1998,
        sale -> {
          if (!isLate(sale)) {
            months.accept(sale);
          }
        });
    return new DayChange(
        "January to November 1998",
        List.of(delivered(months, "sales of January to November 1998")));
  }

  /**
   * December arrives, with corrections, a late file, a file that was typed by hand and one that the
   * tills of a store sent by themselves.
   */
  public DayChange third() {
    List<Change> changes = new ArrayList<>(Corrections.all(database));
    SalesFiles.Months months = new SalesFiles.Months();
    Returns returns = new Returns();
    Tills tills = new Tills();
    foodMart.sales(SalesFact.DECEMBER_1998, months.andThen(returns::offer).andThen(tills::offer));
    changes.add(delivered(months, "sales of December 1998"));
    changes.addAll(late());
    changes.addAll(typed(returns));
    changes.addAll(sentByTills(tills));
    database.settle();
    return new DayChange("December 1998, with corrections, late and bad rows", changes);
  }

  /**
   * The products that were sold too early get into the shop's database: what the quarantine holds
   * for want of them can be replayed once a run has taken them. It is no day of the sample's own.
   */
  public DayChange mend() {
    long rows =
        Tills.NEW_PRODUCTS.stream()
            .mapToLong(
                product ->
                    database.execute(
                        "INSERT INTO product SELECT (jsonb_populate_record(old, jsonb_build_object("
                            + "'product_id', "
                            + product
                            + ", 'updated_at', clock_timestamp()))).* FROM product AS old"
                            + " WHERE product_id = 1"))
            .sum();
    database.settle();
    return new DayChange(
        "the shop's database catches up",
        List.of(new Change(Change.Kind.NEW, rows, "rows in public.product")));
  }

  @Override
  public void close() {
    database.close();
  }

  private Change delivered(SalesFiles.Months months, String what) {
    Map<?, Long> rows = months.writeTo(files);
    return new Change(
        Change.Kind.NEW,
        rows.values().stream().mapToLong(Long::longValue).sum(),
        what + " in " + rows.size() + (rows.size() == 1 ? " file" : " files"));
  }

  private List<Change> late() {
    List<String> late = new ArrayList<>();
    List<String> resent = new ArrayList<>();
    foodMart.sales(
        SalesFact.JANUARY_TO_NOVEMBER_1998,
        sale -> {
          if (isLate(sale)) {
            late.add(sale.line());
          } else if (isOfLateStore(sale) && sale.day().equals(RESENT_DAY)) {
            resent.add(sale.line());
          }
        });
    List<String> again = resent.subList(0, RESENT);
    List<String> lines = new ArrayList<>(again);
    lines.addAll(late);
    String name = "1998-11-late.csv";
    files.write(name, lines);
    return List.of(
        new Change(
            Change.Kind.LATE,
            late.size(),
            "sales of store " + LATE_STORE + " from " + LATE_FROM + " on, in " + name),
        new Change(
            Change.Kind.RESENT,
            again.size(),
            "sales of " + RESENT_DAY + " sent once more, in " + name));
  }

  private List<Change> typed(Returns returns) {
    files.write(Returns.FILE, returns.lines());
    List<Change> changes = new ArrayList<>();
    changes.add(new Change(Change.Kind.NEW, Returns.GOOD, "good lines in " + Returns.FILE));
    changes.add(
        new Change(
            Change.Kind.WARNED, Returns.WARNED, "promotion_id is unknown, in " + Returns.FILE));
    for (Fault fault : Fault.values()) {
      changes.add(
          new Change(Change.Kind.BAD, fault.lines(), fault.description() + ", in " + Returns.FILE));
    }
    return changes;
  }

  private List<Change> sentByTills(Tills tills) {
    files.write(Tills.FILE, tills.lines(), StandardCharsets.ISO_8859_1);
    List<Change> changes = new ArrayList<>();
    changes.add(
        new Change(
            Change.Kind.RESENT, Tills.TWICE, "sales of December sent twice, in " + Tills.FILE));
    for (TillFault fault : TillFault.values()) {
      changes.add(
          new Change(Change.Kind.BAD, fault.lines(), fault.description() + ", in " + Tills.FILE));
    }
    return changes;
  }

  private static boolean isLate(Sale sale) {
    return isOfLateStore(sale) && !sale.day().isBefore(LATE_FROM);
  }

  private static boolean isOfLateStore(Sale sale) {
    return sale.store().equals(LATE_STORE);
  }
}
