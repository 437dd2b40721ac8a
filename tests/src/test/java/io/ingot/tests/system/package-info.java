/** The whole application as its users meet it: the sample, the command line, the schemas. */
package io.ingot.tests.system;
