package io.ingot.app.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.SourceException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FoodMartTest {
  private final FoodMart foodMart = new FoodMart();

  @Test
  void numbersKeepTheTextOfTheSource() {
    List<String> lines = new ArrayList<>();
    foodMart.sales(SalesFact.YEAR_1997, sale -> lines.add(sale.line()));

    assertThat(lines)
        .startsWith("199701000001,1997-01-05,337,6280,2,0,2.0000,0.5100,1.5000")
        .endsWith("199712008717,1997-12-18,519,6381,24,1869,4.0000,7.4872,15.2800");
  }

  @Test
  void fiveColumnsTogetherDoNotTellSalesApartButTheIdDoes() {
    Set<List<String>> keys = new HashSet<>();
    Set<Long> ids = new HashSet<>();
    foodMart.sales(
        SalesFact.YEAR_1997,
        sale -> {
          keys.add(sale.fields().subList(1, 6));
          ids.add(sale.id());
        });

    assertThat(keys).hasSize(86_837 - 8);
    assertThat(ids).hasSize(86_837);
  }

  @Test
  void aNullIsNoValue() {
    List<FoodMartRow> stores = new ArrayList<>();
    foodMart.rows("store", stores::add);

    assertThat(stores).hasSize(25);
    assertThat(stores.get(0).text("store_name")).isEqualTo("HQ");
    assertThat(stores.get(0).value("store_manager")).isEmpty();
    assertThatThrownBy(() -> stores.get(0).text("store_manager"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("store_manager");
  }

  @Test
  void aTableThatIsNotThereIsNamed() {
    assertThatThrownBy(() -> foodMart.rows("shop", row -> {}))
        .isInstanceOf(SourceException.class)
        .hasMessage(
            "Cannot find FoodMart's table shop. Put net.hydromatic:foodmart-data-json on the class"
                + " path.");
  }
}
