package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import io.ingot.core.project.Entity;
import io.ingot.core.project.FeatureView;
import io.ingot.core.project.FeatureYaml;
import io.ingot.core.project.Service;
import io.ingot.core.project.Serving;
import io.ingot.core.project.ViewDefinition;
import io.ingot.features.registry.RegisteredView;
import io.ingot.features.registry.Stamp;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;

class FeastRepositoryTest {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05.5Z");

  private static final FeatureView SPENDING =
      FeatureYaml.view(
          "spending",
          """
          description: What a customer spends, in "USD"
          owner: growth
          entity: {customer_id: bigint}
          from: silver.sale
          event_time: at
          ttl: 30d
          tags: [daily]
          online: {connection: serving}
          features:
            spend: {sum: amount, windows: [7d, 30d], description: Money spent, unit: USD, labels: [money]}
            stores: {distinct: store}
          """);

  private static final FeatureView BY_STORE =
      FeatureYaml.view(
          "by_store",
          """
          entity: {store: string, customer_id: bigint}
          from: silver.sale
          event_time: at
          deprecated: use spending
          features:
            sales: {count: sale_id, windows: [7d]}
          """);

  private static final Service CHURN =
      FeatureYaml.service(
          "churn",
          """
          description: Who leaves
          owner: growth
          features: ["spending:spend_7d", "by_store:*"]
          tags: [model]
          """);

  private static final Serving SERVING =
      new Serving(
          Map.of(
              "customer",
              new Entity(
                  "customer_id",
                  "bigint",
                  Optional.of("Who buys"),
                  Optional.of("crm"),
                  Set.of("core"))),
          Map.of("churn", CHURN));

  private static final FeastView SPENDING_TABLE =
      new FeastView(
          SPENDING,
          table(
              "customer_id bigint",
              "spend_7d decimal(20,2), spend_30d decimal(20,2), stores bigint"),
          "s3a://lake/features/spending",
          Optional.of(registered()));

  private static final FeastView BY_STORE_TABLE =
      table(BY_STORE, "store string, customer_id bigint", "sales_7d bigint");

  @Test
  void theRegistryIsWhatFeastItselfWrites() throws IOException {
    assertThat(HexFormat.of().formatHex(RegistryFile.bytes(repository(), NOW)))
        .isEqualTo(file("registry.hex").replace("\n", ""));
  }

  @Test
  void theSameProjectHasTheSameRegistryButForItsTime() {
    assertThat(RegistryFile.bytes(repository(), NOW))
        .isEqualTo(RegistryFile.bytes(repository(), NOW))
        .isNotEqualTo(RegistryFile.bytes(repository(), NOW.plusSeconds(1)))
        .hasSameSizeAs(RegistryFile.bytes(repository(), NOW.plusSeconds(1)));
  }

  @Test
  void theSameIsSaidInPython() throws IOException {
    assertThat(DefinitionsFile.text(repository())).isEqualTo(file("definitions.py"));
  }

  @Test
  void aServiceOfAViewThatIsLeftOutIsLeftOutToo() {
    FeastRepository repository =
        FeastRepository.of("shop", SERVING, List.of(SPENDING_TABLE), Optional.empty());
    assertThat(repository.services()).isEmpty();
    assertThat(repository.entities()).extracting(EntitySpec::name).containsExactly("customer");
  }

  @Test
  void viewsThatDisagreeAboutAKeyAreRefused() {
    FeastView other = table(BY_STORE, "store string, customer_id int", "sales_7d bigint");
    assertThatThrownBy(
            () ->
                FeastRepository.of(
                    "shop", SERVING, List.of(SPENDING_TABLE, other), Optional.empty()))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot tell Feast of features.spending and features.by_store: the key customer_id is"
                + " bigint in one and int in the other, and a client finds the values of one of"
                + " them only. Declare the same type in both, or leave one out by --select.");
  }

  @Test
  void featuresThatWouldShareAFieldAreRefused() {
    FeatureView view =
        FeatureYaml.view(
            "v",
            """
            entity: {id: bigint}
            from: silver.sale
            event_time: at
            features:
              f37660: {count: sale_id}
              f43618: {count: store}
            """);
    assertThatThrownBy(() -> of("shop", table(view, "id bigint", "f37660 bigint, f43618 bigint")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("Cannot serve v:f37660 and v:f43618");
  }

  @Test
  void whatFeastHasNoWordForIsRefused() {
    assertThatThrownBy(
            () ->
                of("shop", table(BY_STORE, "store string, customer_id double", "sales_7d bigint")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("key column customer_id of type double");
    assertThatThrownBy(
            () ->
                of(
                    "shop",
                    table(BY_STORE, "store string, customer_id int", "sales_7d struct<a:int>")))
        .isInstanceOf(ProjectException.class)
        .hasMessageContaining("column sales_7d of type struct<a:int>");
    assertThatThrownBy(() -> of("my shop", BY_STORE_TABLE))
        .isInstanceOf(ProjectException.class)
        .hasMessageStartingWith("Cannot tell Feast of the project 'my shop'");
  }

  private static String file(String name) throws IOException {
    try (InputStream in = FeastRepositoryTest.class.getResourceAsStream("/feast/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static FeastRepository repository() {
    return FeastRepository.of(
        "shop", SERVING, List.of(SPENDING_TABLE, BY_STORE_TABLE), Optional.empty());
  }

  private static FeastRepository of(String project, FeastView view) {
    return FeastRepository.of(project, Serving.nothing(), List.of(view), Optional.empty());
  }

  private static FeastView table(FeatureView view, String keys, String features) {
    return new FeastView(
        view, table(keys, features), "/lake/" + view.name().name(), Optional.empty());
  }

  private static StructType table(String keys, String features) {
    return (StructType)
        DataType.fromDDL(
            keys
                + ", event_time date, valid_from timestamp, known_time timestamp, "
                + features
                + ", _deleted boolean");
  }

  private static RegisteredView registered() {
    return new RegisteredView(
        "spending",
        3,
        SPENDING.definitionHash(),
        ViewDefinition.of(SPENDING),
        SPENDING.description(),
        SPENDING.owner(),
        SPENDING.tags(),
        List.of("silver.sale"),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        new Stamp("ann", Instant.parse("2026-01-01T00:00:00Z")),
        new Stamp("ann", Instant.parse("2026-01-01T12:00:00Z")),
        new Stamp("bob", Instant.parse("2026-01-02T00:00:00Z")),
        List.of());
  }
}
