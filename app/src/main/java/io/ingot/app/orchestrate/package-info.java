/** What Airflow and Argo are told, so that a project's tables run in its own order. */
package io.ingot.app.orchestrate;
