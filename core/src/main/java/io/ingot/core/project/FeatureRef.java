package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Features of a view, as services and readers name them: {@code customer_activity:spend_7d}, or
 * {@code customer_activity:*} for all of them; {@code @2} behind it holds to the view's version 2.
 *
 * @param view the view's name, without its layer
 * @param feature a column of the view, or {@link #ALL}
 * @param version the version that is meant; the current one unless said
 */
public record FeatureRef(String view, String feature, Optional<Integer> version) {
  /** For all features of a view. */
  public static final String ALL = "*";

  private static final Pattern FORM =
      Pattern.compile("([a-z][a-z0-9_]*):(\\*|[^:@\\s]+)(?:@([0-9]{1,6}))?");

  public FeatureRef {
    Objects.requireNonNull(view, "view");
    Objects.requireNonNull(feature, "feature");
    Objects.requireNonNull(version, "version");
  }

  /**
   * Reads {@code view:feature}, {@code view:*} or either with {@code @version}.
   *
   * @throws IllegalArgumentException when the text is not of that form
   */
  public static FeatureRef of(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "Invalid feature: "
              + text
              + ". Write view:feature, such as customer_activity:spend_7d, or view:* for all.");
    }
    return new FeatureRef(
        matcher.group(1),
        matcher.group(2),
        Optional.ofNullable(matcher.group(3)).map(Integer::valueOf));
  }

  /** The view's table. */
  public TableName table() {
    return new TableName(Layer.FEATURES, view);
  }

  /** Whether all features of the view are meant. */
  public boolean isAll() {
    return feature.equals(ALL);
  }

  @Override
  public String toString() {
    return view + ":" + feature + version.map(number -> "@" + number).orElse("");
  }
}
