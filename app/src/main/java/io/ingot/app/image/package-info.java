/** What is known of the artifacts that the build ships; the build runs it, no command does. */
package io.ingot.app.image;
