package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrossChecksTest {
  private static final String SALES = "silver/sales.yml";

  @TempDir private Path folder;
  private ProjectFiles files;

  @BeforeEach
  void writeAValidProject() {
    files = ProjectFiles.shop(folder);
  }

  private List<String> problemsAfter(String file, String from, String to) {
    return files.change(file, from, to).problems();
  }

  @Test
  void anUnknownConnectionIsToldWithTheNearest() {
    assertThat(problemsAfter("bronze/customer.yml", "connection: shop", "connection: shpo"))
        .containsExactly(
            "bronze/customer.yml:1:22: Unknown connection 'shpo'. Did you mean 'shop'?");
  }

  @Test
  void aSourceNeedsAConnectionOfItsType() {
    assertThat(problemsAfter("bronze/customer.yml", "connection: shop", "connection: drop"))
        .containsExactly(
            "bronze/customer.yml:1:22: Connection 'drop' is of type files, but this source needs"
                + " jdbc. A jdbc source has a table, a files source a path, a rest source an endpoint, a"
                + " kafka source a topic.");
  }

  @Test
  void aSilverTableIsMadeFromABronzeTable() {
    assertThat(problemsAfter(SALES, "from: bronze.sales", "from: bronze.sale"))
        .containsExactly(SALES + ":1:7: Unknown table 'bronze.sale'. Did you mean 'bronze.sales'?");
    assertThat(problemsAfter(SALES, "from: bronze.sale", "from: silver.customer"))
        .containsExactly(
            SALES
                + ":1:7: Only a bronze table can stand here, not silver.customer. Did you mean"
                + " 'bronze.customer'?");
  }

  @Test
  void aRefNamesASilverColumn() {
    assertThat(problemsAfter(SALES, "silver.customer.customer_id", "silver.custmer.customer_id"))
        .containsExactly(
            SALES + ":6:36: Unknown table 'silver.custmer'. Did you mean 'silver.customer'?");
    assertThat(problemsAfter(SALES, "silver.custmer.customer_id", "silver.customer.id"))
        .containsExactly(
            SALES
                + ":6:36: Unknown column 'id' of silver.customer. Use one of: customer_id, name.");
    assertThat(problemsAfter(SALES, "silver.customer.id", "bronze.customer.id"))
        .containsExactly(
            SALES
                + ":6:36: Only a silver table can stand here, not bronze.customer. Did you mean"
                + " 'silver.customer'?");
  }

  @Test
  void columnsThatAreNamedMustBeThere() {
    files
        .change(SALES, "complete: sale_id", "complete: sale_ids")
        .change(SALES, "unique: sale_id", "unique: [sale_id, day]")
        .change(
            SALES,
            "tags:",
            "  - {between: store_sale, min: 0}\n"
                + "  - {in: customr_id, values: 1}\n"
                + "  - {matches: sold_in, pattern: x}\n"
                + "write: {mode: append, order_by: _run, partition_by: [sold_at]}\n"
                + "tags:");

    assertThat(files.problems())
        .containsExactly(
            SALES + ":9:16: Unknown column 'sale_ids' of silver.sales. Did you mean 'sale_id'?",
            SALES
                + ":10:24: Unknown column 'day' of silver.sales. Use one of: _batch, _extracted_at,"
                + " customer_id, sale_id, sold_on, store_sales.",
            SALES
                + ":12:15: Unknown column 'store_sale' of silver.sales. Did you mean"
                + " 'store_sales'?",
            SALES
                + ":13:10: Unknown column 'customr_id' of silver.sales. Did you mean"
                + " 'customer_id'?",
            SALES + ":14:15: Unknown column 'sold_in' of silver.sales. Did you mean 'sold_on'?",
            SALES
                + ":15:33: Unknown column '_run' of silver.sales. Use one of: _batch,"
                + " _extracted_at, customer_id, sale_id, sold_on, store_sales.",
            SALES + ":15:54: Unknown column 'sold_at' of silver.sales. Did you mean 'sold_on'?");
  }

  @Test
  void columnsThatIngotAddsCanOrderAndBeChecked() {
    files
        .change("silver/customer.yml", "order_by: _extracted_at", "order_by: _batch")
        .change(SALES, "complete: sale_id", "complete: _batch");

    assertThat(files.problems()).isEmpty();
  }

  @Test
  void aTypeIsOneOfSparks() {
    assertThat(problemsAfter(SALES, "type: date", "type: dat"))
        .containsExactly(SALES + ":4:19: Unknown type 'dat'. Did you mean 'date'?");
    assertThat(problemsAfter(SALES, "type: dat,", "type: varchar(10),"))
        .containsExactly(
            SALES + ":4:19: Write string instead of varchar(10), and max_length for its length.");
    assertThat(problemsAfter(SALES, "varchar(10)", "\"decimal(50,2)\"")).hasSize(1);
    assertThat(problemsAfter(SALES, "\"decimal(50,2)\"", "\"decimal(5\"")).hasSize(1);
    assertThat(problemsAfter(SALES, "\"decimal(5\"", "interval day"))
        .singleElement()
        .asString()
        .startsWith(SALES + ":4:19: A table can't hold type 'interval day'.");
    files.change(SALES, "type: interval day, from: the_date, format: yyyy-MM-dd", "type: void");
    assertThat(files.problems()).anyMatch(problem -> problem.contains("can't hold type 'void'"));
  }

  @Test
  void rulesFitTheTypeOfTheirColumn() {
    files
        .change(
            "silver/customer.yml",
            "max_length: 80",
            "min_length: 9, max_length: 8, min: 0, matches: \"[\", format: yyyy")
        .change(SALES, "format: yyyy-MM-dd", "min_length: 1, in: [1998-01-01, soon]")
        .change(SALES, "min: 0,", "min: 2, max: 1, matches: x, in: [1, two],");

    assertThat(files.problems())
        .containsExactlyInAnyOrder(
            "silver/customer.yml:4:36: min_length 9 is greater than max_length 8.",
            "silver/customer.yml:4:54: min needs a column of type number, date or timestamp, not"
                + " string.",
            "silver/customer.yml:4:71: Invalid regular expression '[': Unclosed character class.",
            "silver/customer.yml:4:76: format needs a column of type date or timestamp, not"
                + " string.",
            SALES + ":4:41: min_length needs a column of type string, not date.",
            SALES + ":4:73: 'soon' is no value of type date.",
            SALES + ":5:45: min 2 is greater than max 1.",
            SALES + ":5:56: matches needs a column of type string, not decimal(10,4).",
            SALES + ":5:76: 'two' is no value of type decimal(10,4).");
  }

  @Test
  void anEmptyListOfAllowedValuesIsRefused() {
    assertThat(problemsAfter("silver/customer.yml", "max_length: 80", "in: []"))
        .containsExactly(
            "silver/customer.yml:4:28: in allows no value at all. List some, or leave it out.");
  }

  @Test
  void columnNamesAreSparksAndNotIngots() {
    files
        .change(SALES, "tags:", "#")
        .change(SALES, "columns:", "columns:\n  sold on: {type: int}\n  _batch: {type: int}")
        .change(SALES, "  sale_id", "  SALE_ID: {type: int}\n  sale_id");

    assertThat(files.problems())
        .containsExactly(
            SALES + ":3:3: Invalid column name 'sold on'. Use letters, digits and _.",
            SALES + ":4:3: '_batch' begins with _, as Ingot's own columns do. Use another name.",
            SALES + ":6:3: 'sale_id' and 'SALE_ID' are the same name to Spark. Rename one.");
  }

  @Test
  void rangesHoldSomething() {
    files
        .change(SALES, "rows: {min: 1}", "rows: {min: 2, max: 1}")
        .change(SALES, "{warn: 1%, fail: 5%}", "{warn: 6%, fail: 5%}")
        .write("gold/daily_sales.yml", "checks: [{between: a, min: 1.5, max: 1.4}]\n");

    assertThat(files.problems())
        .containsExactly(
            "gold/daily_sales.yml:1:28: min 1.5 is greater than max 1.4.",
            SALES + ":7:9: reject.warn is greater than reject.fail. Swap them.",
            SALES + ":11:18: min 2 is greater than max 1.");
  }

  @Test
  void checksFitTheTypeOfTheirColumn() {
    files
        .change(SALES, "{complete: sale_id}", "{between: sold_on, min: 0}")
        .change(SALES, "{unique: sale_id}", "{matches: sale_id, pattern: x}")
        .change(SALES, "{rows: {min: 1}, level: warn}", "{in: sale_id, values: [1, b]}");

    assertThat(files.problems())
        .containsExactly(
            SALES + ":9:15: between needs a column of type number, not date.",
            SALES + ":10:15: matches needs a column of type string, not bigint.",
            SALES + ":11:31: 'b' is no value of type bigint.");
  }

  @Test
  void conditionsAreSql() {
    files
        .change(SALES, "{complete: sale_id}", "{satisfies: sale_id >}")
        .change("gold/daily_sales.yml", "by: sold_on}", "by: sold_on, from: month(}");

    assertThat(files.problems())
        .hasSize(2)
        .anyMatch(p -> p.startsWith("gold/daily_sales.yml:2:54: Invalid SQL 'month(': "))
        .anyMatch(p -> p.startsWith(SALES + ":9:17: Invalid SQL 'sale_id >': "));
  }

  @Test
  void aQueryReadsSilverAndGoldTablesOfTheProject() {
    assertThat(
            files
                .write("gold/other.yml", "")
                .write(
                    "gold/other.sql",
                    "SELECT * FROM silver.sale\nJOIN bronze.sales JOIN features.customer_activity")
                .problems())
        .containsExactly(
            "gold/other.sql:1:15: Unknown table 'silver.sale'. Did you mean 'silver.sales'?",
            "gold/other.sql:2:6: Only a silver or gold table can stand here, not bronze.sales. Did"
                + " you mean 'silver.sales'?",
            "gold/other.sql:2:24: Only a silver or gold table can stand here, not"
                + " features.customer_activity.");
  }

  @Test
  void aDriverIsLookedUpWhenTheQueryCannotBeRead() {
    files
        .change("gold/daily_sales.sql", "FROM", "FORM")
        .change("gold/daily_sales.yml", "silver.sales", "silver.sails");

    assertThat(files.problems())
        .hasSize(2)
        .contains(
            "gold/daily_sales.yml:2:21: Unknown table 'silver.sails'. Did you mean"
                + " 'silver.sales'?");
  }

  @Test
  void aFeatureViewFitsItsTable() {
    files.write(
        "features/customer_activity.yml",
        """
        entity: {custmer_id: bigint, store_id: bigin}
        from: silver.sales
        event_time: sale_id
        known_time: known_on
        features:
          spend: {sum: sold_on, windows: [7d, 168h]}
          last-day: {max: sold_onn, windows: 7d}
        """);

    assertThat(files.problems())
        .containsExactly(
            "features/customer_activity.yml:1:10: Unknown column 'custmer_id' of silver.sales. Did"
                + " you mean 'customer_id'?",
            "features/customer_activity.yml:1:30: Unknown column 'store_id' of silver.sales. Use"
                + " one of: customer_id, sale_id, sold_on, store_sales.",
            "features/customer_activity.yml:1:40: Unknown type 'bigin'. Did you mean 'bigint'?",
            "features/customer_activity.yml:3:13: event_time needs a column of type date or"
                + " timestamp, not bigint.",
            "features/customer_activity.yml:4:13: Unknown column 'known_on' of silver.sales. Use"
                + " one of: _batch, _extracted_at, customer_id, sale_id, sold_on, store_sales.",
            "features/customer_activity.yml:6:16: sum needs a column of type number, not date.",
            "features/customer_activity.yml:6:39: This window is listed twice. Remove one.",
            "features/customer_activity.yml:7:3: Invalid feature name 'last-day'. Use letters,"
                + " digits and _.",
            "features/customer_activity.yml:7:19: Unknown column 'sold_onn' of silver.sales. Did"
                + " you mean 'sold_on'?");
  }

  @Test
  void aFeatureViewReadsSilverOrGold() {
    assertThat(problemsAfter("features/customer_activity.yml", "silver.sales", "gold.daily_sales"))
        .isEmpty();
    assertThat(problemsAfter("features/customer_activity.yml", "gold.daily_sales", "bronze.sales"))
        .hasSize(1);
  }

  @Test
  void conditionsAndKindsOfAViewFitItsColumns() {
    files.write(
        "features/customer_activity.yml",
        """
        entity: {customer_id: bigint}
        from: silver.sales
        event_time: sold_on
        features:
          big: {count: "*", windows: 7d, where: store_sale > 10}
          broken: {count: "*", windows: 7d, where: store_sales >}
          above: {count: "*", windows: 7d, where: store_sales > avg(store_sales)}
          pair: {days_since: "*", windows: 7d}
          kinds: {pivot: customr_id, values: [1], adding: sold_on, windows: 7d}
          growth: {trend: sold_on, windows: 7d}
        """);

    assertThat(files.problems())
        .hasSize(6)
        .contains(
            "features/customer_activity.yml:5:41: Unknown column 'store_sale' of silver.sales. Did"
                + " you mean 'store_sales'?",
            "features/customer_activity.yml:7:43: Cannot use 'store_sales > avg(store_sales)':"
                + " avg() needs several rows; it may look at one row only.",
            "features/customer_activity.yml:9:18: Unknown column 'customr_id' of silver.sales. Did"
                + " you mean 'customer_id'?",
            "features/customer_activity.yml:9:51: sum needs a column of type number, not date.",
            "features/customer_activity.yml:10:19: trend needs a column of type number, not date.")
        .anyMatch(
            problem ->
                problem.startsWith(
                    "features/customer_activity.yml:6:44: Invalid SQL 'store_sales >': "));
  }

  @Test
  void aConditionOverAQuerysAnswerIsReadTooAlthoughItsColumnsAreNotKnown() {
    files
        .change("features/customer_activity.yml", "from: silver.sales\n", "")
        .change("features/customer_activity.yml", "windows: 7d}", "where: rand() > 0.5}")
        .write("features/customer_activity.sql", "SELECT * FROM silver.sales");

    assertThat(files.problems())
        .containsExactly(
            "features/customer_activity.yml:5:31: Cannot use 'rand() > 0.5': rand() would tell"
                + " something else when a batch is made once more.");
  }

  @Test
  void windowsAreWholeStepsOfTheView() {
    files.write(
        "features/customer_activity.yml",
        """
        entity: {customer_id: bigint}
        from: silver.sales
        event_time: sold_on
        features:
          hours: {count: "*", windows: [7d, 36h]}
          minutes: {count: "*", windows: 90m}
          growth: {trend: store_sales}
          still: {trend: store_sales, windows: 1d}
        """);

    assertThat(files.problems())
        .containsExactly(
            "features/customer_activity.yml:5:37: A window of 36h is no whole number of days."
                + " Write another, or a finer grain, such as grain: hour.",
            "features/customer_activity.yml:6:34: A window of 90m is no whole number of days."
                + " Write another, or a finer grain, such as grain: minute.",
            "features/customer_activity.yml:7:11: trend needs windows, such as [30d].",
            "features/customer_activity.yml:8:40: No line goes through one day. Give trend a"
                + " longer window.");
    assertThat(
            files
                .write(
                    "features/customer_activity.yml",
                    """
                    entity: {customer_id: bigint}
                    from: silver.sales
                    event_time: sold_on
                    grain: hour
                    features:
                      hours: {count: "*", windows: [7d, 36h]}
                    """)
                .problems())
        .isEmpty();
  }

  @Test
  void aRatioDividesFeaturesOfTheViewInTheSameWindows() {
    files.write(
        "features/customer_activity.yml",
        """
        entity: {customer_id: bigint}
        from: silver.sales
        event_time: sold_on
        features:
          spend: {sum: store_sales, windows: [7d, 30d]}
          visits: {count: "*", windows: 7d}
          ever: {count: "*"}
          stores: {pivot: customer_id, values: [1], windows: 7d}
          good: {ratio: [spend, visits], windows: 7d}
          unknown: {ratio: [spend, vists], windows: 7d}
          lacking: {ratio: [spend, visits], windows: 30d}
          endless: {ratio: [ever, visits]}
          twice: {ratio: [good, stores], windows: 7d}
        """);

    assertThat(files.problems())
        .containsExactly(
            "features/customer_activity.yml:10:28: Unknown feature 'vists'. Did you mean"
                + " 'visits'?",
            "features/customer_activity.yml:11:28: Feature visits lacks a window of this ratio."
                + " Give both the same windows.",
            "features/customer_activity.yml:12:27: Feature visits has windows, and this ratio"
                + " none. Give it some.",
            "features/customer_activity.yml:13:19: A ratio divides numbers, not a ratio or a"
                + " pivot.",
            "features/customer_activity.yml:13:25: A ratio divides numbers, not a ratio or a"
                + " pivot.");
  }

  @Test
  void aPivotGivesNoColumnThatAnotherFeatureHas() {
    files.write(
        "features/customer_activity.yml",
        """
        entity: {customer_id: bigint}
        from: silver.sales
        event_time: sold_on
        features:
          visits: {pivot: customer_id, values: [1], windows: 7d}
          visits_1: {count: "*", windows: 7d}
        """);

    assertThat(files.problems())
        .containsExactly(
            "features/customer_activity.yml:6:3: Features visits and visits_1 would both be column"
                + " visits_1_7d. Rename one.");
  }

  @Test
  void stepsWithoutEventsHaveRowsOnlyWhereWindowsEnd() {
    String head = "entity: {customer_id: bigint}\nfrom: silver.sales\nevent_time: sold_on\n";
    assertThat(
            files
                .write(
                    "features/customer_activity.yml",
                    head + "rows: steps\nfeatures: {ever: {count: \"*\"}}")
                .problems())
        .containsExactly(
            "features/customer_activity.yml:4:7: rows: steps goes on until every window is empty,"
                + " and no feature has windows. Give one some, or write rows: events.");
    assertThat(
            files
                .write(
                    "features/customer_activity.yml",
                    head
                        + "grain: minute\nrows: steps\n"
                        + "features: {visits: {count: \"*\", windows: [1h, 30d]}}")
                .problems())
        .containsExactly(
            "features/customer_activity.yml:5:7: rows: steps would give an event up to 43200 rows,"
                + " for a window of 30d by the minute; at most 10000 are made. Write a coarser"
                + " grain or rows: events.");
    assertThat(
            files
                .write(
                    "features/customer_activity.yml",
                    head + "grain: hour\nrows: events\nfeatures: {paid: {value: store_sales}}")
                .problems())
        .containsExactly(
            "features/customer_activity.yml:4:8: grain is for aggregates: a view of rows has a row"
                + " for each of its input. Remove it.",
            "features/customer_activity.yml:5:7: rows is for aggregates: a view of rows has a row"
                + " for each of its input. Remove it.");
  }

  @Test
  void aViewReadsATableOrAQuerysAnswer() {
    assertThat(
            files.write("features/customer_activity.sql", "SELECT * FROM silver.sales").problems())
        .containsExactly(
            "features/customer_activity.yml:1:1: A query answers this view, so 'from' is not read."
                + " Remove one of them.");
    files.change("features/customer_activity.yml", "from: silver.sales\n", "");
    assertThat(files.problems()).isEmpty();
    assertThat(
            files.write("features/customer_activity.sql", "SELECT * FROM bronze.sales").problems())
        .singleElement()
        .asString()
        .startsWith("features/customer_activity.sql:1:15: Only a silver or gold table can stand");
    assertThat(files.remove("features/customer_activity.sql").problems())
        .containsExactly(
            "features/customer_activity.yml:1:1: Missing key 'from': The table that is read. Or"
                + " add a query, features/customer_activity.sql.");
  }

  @Test
  void aKeyHasTheTypeThatItsEntityHas() {
    files.change(
        "ingot.yml",
        "lake: lake\n",
        "lake: lake\nentities:\n  customer: {key: customer_id, type: string}\n");

    assertThat(files.problems())
        .containsExactly(
            "features/customer_activity.yml:1:23: customer_id is a string among the entities of"
                + " ingot.yml, and a bigint here. Write the same.");
    assertThat(problemsAfter("ingot.yml", "type: string", "type: bigint")).isEmpty();
  }

  @Test
  void featuresAreServedFromAConnectionOfTypeRedis() {
    String view = "features/customer_activity.yml";
    files.change(view, "training:", "online: {connection: drop}\ntraining:");

    assertThat(files.problems())
        .containsExactly(view + ":7:22: Features are served from a connection of type redis.");
    assertThat(problemsAfter(view, "connection: drop", "connection: cach"))
        .singleElement()
        .asString()
        .startsWith(view + ":7:22: Unknown connection 'cach'. ");
    files
        .change(view, "connection: cach", "connection: cache")
        .change(
            "ingot.yml", "  drop: {", "  cache: {type: redis, nodes: [\"redis:6379\"]}\n  drop: {");
    assertThat(files.problems()).isEmpty();
  }

  @Test
  void aServiceTakesFeaturesThatAreThereForLabelsOfTheProject() {
    files.write(
        "services/buyers.yml",
        """
        features: [customer_activity:spend_7d, "customer_activity:*", customer_activity:visits_7d@2]
        training: {labels: {from: silver.sales, time: sold_on, columns: store_sales}}
        """);
    assertThat(files.problems()).isEmpty();

    files.write(
        "services/buyers.yml",
        """
        features:
          - customer_activity:spend_8d
          - customer_activty:spend_7d
        training: {labels: {from: bronze.sales, time: sold_on, columns: store_sales}}
        """);
    assertThat(files.problems())
        .containsExactly(
            "services/buyers.yml:2:5: Unknown feature 'spend_8d' of features.customer_activity."
                + " Did you mean 'spend_7d'?",
            "services/buyers.yml:3:5: Unknown table 'features.customer_activty'. Did you mean"
                + " 'features.customer_activity'?",
            "services/buyers.yml:4:27: Only a silver or gold table can stand here, not"
                + " bronze.sales. Did you mean 'silver.sales'?");
  }

  @Test
  void aCircleOfTablesIsNamed() {
    files
        .write("gold/a.yml", "")
        .write("gold/a.sql", "SELECT * FROM gold.b")
        .write("gold/b.yml", "")
        .write("gold/b.sql", "SELECT * FROM silver.sales JOIN gold.c")
        .write("gold/c.yml", "")
        .write("gold/c.sql", "SELECT *\nFROM gold.a");

    assertThat(files.problems())
        .containsExactly(
            "gold/c.sql:2:6: Tables depend on each other in a circle: gold.a -> gold.b -> gold.c"
                + " -> gold.a. Take one of them out of the chain.");
  }

  @Test
  void aTableThatReadsItselfIsACircle() {
    assertThat(problemsAfter("silver/customer.yml", "max_length: 80", "ref: silver.customer.name"))
        .containsExactly(
            "silver/customer.yml:4:29: Tables depend on each other in a circle: silver.customer ->"
                + " silver.customer. Take one of them out of the chain.");
  }

  @Test
  void oneBrokenPartHidesNoOtherMistakeOfTheFile() {
    files
        .change(SALES, "from: bronze.sales", "from: bronze.sale\ncolour: red")
        .change(SALES, "min: 0", "min: zero")
        .change(SALES, "ref: silver.customer.customer_id", "ref: silver.customers.customer_id");

    assertThat(files.problems())
        .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
        .containsExactly(SALES + ":1:7", SALES + ":2:1", SALES + ":6:45", SALES + ":7:36");
  }

  @Test
  void aBrokenTableIsStillKnownToOthers() {
    files.write(SALES, "from: [\n");

    assertThat(files.problems()).singleElement().asString().startsWith(SALES + ":");
  }

  @Test
  void aRecomputeRuleNamesColumnsThatAreThere() {
    assertThat(
            files
                .write(
                    "gold/daily_sales.yml",
                    """
                    write: {mode: replace_partitions, partition_by: sold_at}
                    recompute:
                      - {driver: silver.sales, by: sold_at}
                      - {driver: silver.sales, by: sold_at, from: month(sold_in)}
                      - {driver: silver.customer, key: custmer_id, of: silver.sales, by: sold_at, from: sold_on}
                    """)
                .write(
                    "gold/daily_sales.sql",
                    "SELECT sold_on, sum(store_sales) AS s FROM silver.sales JOIN silver.customer"
                        + " USING (customer_id) GROUP BY sold_on")
                .problems())
        .containsExactly(
            "gold/daily_sales.yml:1:49: The query gives no column 'sold_at'. Did you mean"
                + " 'sold_on'?",
            "gold/daily_sales.yml:3:32: Unknown column 'sold_at' of silver.sales. Did you mean"
                + " 'sold_on'?",
            "gold/daily_sales.yml:4:47: Unknown column 'sold_in' of silver.sales. Did you mean"
                + " 'sold_on'?",
            "gold/daily_sales.yml:5:36: Unknown column 'custmer_id' of silver.customer. Did you"
                + " mean 'customer_id'?",
            "gold/daily_sales.yml:5:36: Unknown column 'custmer_id' of silver.sales. Did you mean"
                + " 'customer_id'?");
  }

  @Test
  void aTransformStandsInTheQuerysPlaceAndReadsTablesOfTheProject() {
    files.write(
        "gold/scores.yml",
        "transform: {class: a.B, inputs: [silver.sails, bronze.sales], version: 1}");
    assertThat(files.problems())
        .containsExactly(
            "gold/scores.yml:1:34: Unknown table 'silver.sails'. Did you mean 'silver.sales'?",
            "gold/scores.yml:1:48: Only a silver or gold table can stand here, not bronze.sales."
                + " Did you mean 'silver.sales'?");
    files
        .write("gold/scores.yml", "transform: {class: a.B, inputs: silver.sales, version: 1}")
        .write("gold/scores.sql", "SELECT 1");
    assertThat(files.problems())
        .containsExactly(
            "gold/scores.sql:1:1: A transform answers this table, so the query is not read. Remove"
                + " one of them.");
  }
}
