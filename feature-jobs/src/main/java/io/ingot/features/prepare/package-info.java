/**
 * What a model needs of columns beyond their values: a split, and what is learned from its training
 * part.
 */
package io.ingot.features.prepare;
