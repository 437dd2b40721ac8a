/** The command line: its words, what it prints, and what the process ends with. */
package io.ingot.core.cli;
