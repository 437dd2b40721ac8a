/** From a source to bronze: a window that is fixed first, everything in it kept. */
package io.ingot.etl.bronze;
