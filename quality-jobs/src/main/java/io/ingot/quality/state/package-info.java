/**
 * What was measured of a table's files is kept beside it, so that measuring the whole table again
 * reads only the files that are new.
 */
package io.ingot.quality.state;
