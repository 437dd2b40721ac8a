/** Training sets: labels joined with features, split, written and made again. */
package io.ingot.features.training;
