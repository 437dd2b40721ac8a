/** From bronze to silver: every row judged once by its contract, the latest of a key kept. */
package io.ingot.etl.silver;
