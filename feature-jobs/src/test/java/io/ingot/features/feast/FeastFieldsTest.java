package io.ingot.features.feast;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ingot.core.error.ProjectException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The expected bytes are those of feast 0.67.0: {@code _mmh3} of feast.infra.online_stores.helpers,
 * and {@code SerializeToString} of protobuf's Timestamp.
 */
class FeastFieldsTest {
  @Test
  void aFeaturesFieldIsTheOneThatFeastLooksFor() {
    assertThat(field("driver_hourly_stats", "conv_rate")).isEqualTo("6160e3da");
    assertThat(field("driver_hourly_stats", "acc_rate")).isEqualTo("fa5e58ad");
    assertThat(field("customer_features", "total_spend")).isEqualTo("aba9d001");
  }

  @Test
  void namesOfEveryLengthAndBeyondAsciiAreHashedAsFeastDoes() {
    assertThat(field("v", "a")).isEqualTo("56677d19");
    assertThat(field("v", "na\u00EFve")).isEqualTo("8d5ace35");
    assertThat(field("v", "\uD83D\uDE00")).isEqualTo("962f4160");
  }

  @Test
  void theFieldOfTheTimeIsPlainText() {
    assertThat(FeastFields.since("stats")).asString().isEqualTo("_ts:stats");
  }

  @Test
  void twoFeaturesOfOneFieldAreRefused() {
    assertThat(field("v", "f8")).isNotEqualTo(field("v", "f9"));
    assertThatCode(
            () ->
                FeastFields.requireDistinct(
                    Map.of("v", List.of("f8", "f9", "f9"), "w", List.of("f8"))))
        .doesNotThrowAnyException();
    assertThat(field("v", COLLIDING.get(0))).isEqualTo(field("v", COLLIDING.get(1)));
    assertThatThrownBy(() -> FeastFields.requireDistinct(Map.of("v", COLLIDING)))
        .isInstanceOf(ProjectException.class)
        .hasMessage(
            "Cannot serve v:%s and v:%s: Feast gives both the field %s of the same hash. Give one of them another name."
                .formatted(COLLIDING.get(0), COLLIDING.get(1), field("v", COLLIDING.get(0))));
  }

  @Test
  void momentsAreBytesAndBack() {
    moment("2023-11-14T22:13:20Z", "0880e2cfaa06");
    moment("2023-11-14T22:13:20.5Z", "0880e2cfaa061080cab5ee01");
    moment("1969-12-31T23:59:59.5Z", "08ffffffffffffffffff011080cab5ee01");
    moment("1970-01-01T00:00:00Z", "");
    moment("9999-12-31T23:59:59.999999Z", "08ff82d1ffaf0710988cebdc03");
  }

  private static final List<String> COLLIDING = List.of("f37660", "f43618");

  private static void moment(String moment, String hex) {
    assertThat(HexFormat.of().formatHex(FeastTimestamp.bytes(Instant.parse(moment))))
        .isEqualTo(hex);
    assertThat(FeastTimestamp.moment(HexFormat.of().parseHex(hex))).isEqualTo(moment);
  }

  private static String field(String view, String feature) {
    return HexFormat.of().formatHex(FeastFields.feature(view, feature));
  }
}
