/**
 * Tells people of trouble: by Slack, by a webhook or by e-mail, once for each run and channel, and
 * never at the cost of the data.
 */
package io.ingot.quality.alert;
