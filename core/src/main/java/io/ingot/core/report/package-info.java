/**
 * A project and its lake as one page that anybody can open: gathered from declarations, logs and
 * run records, never from rows.
 */
package io.ingot.core.report;
