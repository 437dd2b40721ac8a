/**
 * Files of a folder, local or on an object store: each taken once, damaged ones set aside whole.
 */
package io.ingot.etl.bronze.files;
