/** The application: the command line with every job module behind it. */
package io.ingot.app;
