/** One row's way: what it is, where it came from, what it was before, and where it went. */
package io.ingot.etl.why;
