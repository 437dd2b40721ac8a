/**
 * JSON over HTTP, page by page: who may be asked and how, what an answer has to be, and how the
 * next page is found. Knows no table and no Spark.
 */
package io.ingot.etl.bronze.http.client;
