/**
 * Feature views: values of an entity day by day, computed from one pinned version of a table, split
 * by time and scaled by what the training part alone shows.
 */
package io.ingot.features;
