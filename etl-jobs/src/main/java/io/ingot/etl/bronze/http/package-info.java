/**
 * HTTP interfaces: pages land before they are parsed, and a run that died goes on with the next.
 */
package io.ingot.etl.bronze.http;
