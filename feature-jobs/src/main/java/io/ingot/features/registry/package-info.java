/**
 * What features there are, in which versions, and what became of them: a project's declarations are
 * applied to a registry in the lake, which tells models and readers what holds.
 */
package io.ingot.features.registry;
