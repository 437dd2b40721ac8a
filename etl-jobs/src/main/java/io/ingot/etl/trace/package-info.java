/** By what a subject's or a key's rows are known in every layer. */
package io.ingot.etl.trace;
