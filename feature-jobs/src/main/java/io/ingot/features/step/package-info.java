/** How a view follows its input: what a change touches, and the rows that correct the table. */
package io.ingot.features.step;
