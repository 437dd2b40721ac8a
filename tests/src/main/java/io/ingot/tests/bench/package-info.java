/**
 * One generated load, three contestants, one question: what does Ingot cost against a plain Spark
 * job and against DuckDB? Equal results come first; only then are numbers printed.
 */
package io.ingot.tests.bench;
