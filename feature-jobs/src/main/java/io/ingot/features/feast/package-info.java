/** The bytes that Feast reads: keys, values and its registry. */
package io.ingot.features.feast;
