/** From silver to gold: plain SQL over pinned versions, computed anew where a change touched it. */
package io.ingot.etl.gold;
