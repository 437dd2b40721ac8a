/**
 * Quality of the tables: their checks, translated for Deequ, measured while a batch is written and
 * judged by Deequ before it is committed.
 */
package io.ingot.quality;
