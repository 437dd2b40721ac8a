/** Tables of databases: windows that are decided before the first row is read, and deletes. */
package io.ingot.etl.bronze.jdbc;
