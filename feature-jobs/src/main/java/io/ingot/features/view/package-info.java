/** What a view makes of its events: one row for an entity and a step of time. */
package io.ingot.features.view;
