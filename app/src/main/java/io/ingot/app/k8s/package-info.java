/**
 * Kubernetes manifests of a project: what the cluster of each environment is to do, as objects that
 * follow from the project's files alone, and the differences between environments as patches.
 */
package io.ingot.app.k8s;
