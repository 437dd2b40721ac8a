/**
 * A project's files as immutable records, and how they are read: strictly, all mistakes at once,
 * each with its place. Nothing here starts Spark.
 */
package io.ingot.core.project;
