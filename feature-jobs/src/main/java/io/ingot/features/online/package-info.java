/**
 * The online store: the latest values of each entity in Redis, in Feast's layout. Whoever writes,
 * in whatever order and however often, a key never goes back to an older value; the lake's tables
 * remain what everything can be made from again.
 */
package io.ingot.features.online;
