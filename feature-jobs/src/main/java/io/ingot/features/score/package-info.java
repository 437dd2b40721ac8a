/** A small model over a service's training set, and the scores that a kept model gives to rows. */
package io.ingot.features.score;
