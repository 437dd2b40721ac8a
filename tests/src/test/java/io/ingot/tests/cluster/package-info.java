/**
 * Ingot on a cluster: what the operator makes of its manifests and Spark's own client submits, work
 * spread over processes, the lake on an object store, and what is left to look at afterwards.
 */
package io.ingot.tests.cluster;
