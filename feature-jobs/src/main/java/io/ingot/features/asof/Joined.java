package io.ingot.features.asof;

import io.ingot.core.project.FeatureView;

/**
 * A column that the join adds to the labels.
 *
 * @param column its name in the view's table
 * @param name its name in the answer: {@code column}, or {@code view__column} where the labels or
 *     another view have a column of that name
 */
public record Joined(FeatureView view, String column, String name) {}
