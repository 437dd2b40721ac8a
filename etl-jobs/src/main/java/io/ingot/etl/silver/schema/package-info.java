/** Schemas that move: fields that a contract does not name, upstream surprises, wider types. */
package io.ingot.etl.silver.schema;
