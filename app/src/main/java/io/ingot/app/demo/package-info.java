/**
 * The sources of the sample project: FoodMart's tables in an embedded PostgreSQL and as sales
 * files, and three days of changes to them. It knows nothing of lakes and runs.
 */
package io.ingot.app.demo;
