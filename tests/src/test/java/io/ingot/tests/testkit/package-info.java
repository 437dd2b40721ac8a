/**
 * What several whole-system tests need: small projects, processes of their own, tables compared.
 */
package io.ingot.tests.testkit;
