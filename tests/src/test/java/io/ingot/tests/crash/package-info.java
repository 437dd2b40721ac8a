/** Runs that are killed, hang or meet: whatever happens, the tables end as if nothing had. */
package io.ingot.tests.crash;
