/** The sources of the sample project {@code conf/events}: what users do, told seven times over. */
package io.ingot.app.demo.events;
