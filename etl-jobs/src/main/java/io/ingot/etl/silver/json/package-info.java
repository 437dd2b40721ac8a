/**
 * Values out of JSON records: found by name or path, kept exactly as they were written, and told
 * where their JSON kind does not fit what a contract declares.
 */
package io.ingot.etl.silver.json;
