/**
 * The few kinds of failure that Ingot tells apart: one kind, one reaction, one exit code. Whatever
 * is not one of these is a crash.
 */
package io.ingot.core.error;
