package io.ingot.features.training;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class ShardsTest {
  @Property
  void shardsAreEvenAndHoldEveryRowOnce(
      @ForAll @LongRange(min = 0, max = 5000) long rows,
      @ForAll @IntRange(min = 1, max = 70) int wanted) {
    Shards shards = Shards.of(rows, wanted);

    assertThat(shards.count()).isEqualTo((int) Math.min(rows, wanted));
    long next = 0;
    for (int shard = 0; shard < shards.count(); shard++) {
      assertThat(shards.first(shard)).isEqualTo(next);
      assertThat(shards.size(shard)).isBetween(rows / wanted, rows / wanted + 1);
      next += shards.size(shard);
    }
    assertThat(next).isEqualTo(rows);
  }
}
