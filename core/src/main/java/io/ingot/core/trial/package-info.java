/** The tests of a project: given rows in, expected rows out, in a lake that lives for a moment. */
package io.ingot.core.trial;
