/**
 * One writer a table: who holds it, how the hold is renewed and lost, and where that is written. A
 * lease spares two runs the work that only one can publish; that only one does publish it rests on
 * the dense numbers of the batches.
 */
package io.ingot.core.lease;
