/**
 * One subject out of every layer: planned first, then done by commits that carry no batch, and
 * shown to be done by a search.
 */
package io.ingot.etl.erase;
