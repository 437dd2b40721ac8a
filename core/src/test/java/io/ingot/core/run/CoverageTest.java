package io.ingot.core.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.run.Coverage.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class CoverageTest {
  @Property(tries = 500)
  void whatIsMissingIsWhatNobodyTook(
      @ForAll("parts") List<Part> taken, @ForAll("part") Part asked) {
    Coverage coverage = new Coverage();
    BitSet each = new BitSet();
    for (Part part : taken) {
      coverage.add(part.lo(), part.hi());
      each.set((int) part.lo(), (int) part.hi());
    }

    assertThat(coverage.missing(asked.lo(), asked.hi())).isEqualTo(unset(each, asked));
  }

  private static List<Part> unset(BitSet each, Part asked) {
    List<Part> parts = new ArrayList<>();
    int from = each.nextClearBit((int) asked.lo());
    while (from < asked.hi()) {
      int set = each.nextSetBit(from);
      long to = set < 0 ? asked.hi() : Math.min(set, asked.hi());
      parts.add(new Part(from, to));
      from = each.nextClearBit((int) to);
    }
    return parts;
  }

  @Provide
  static Arbitrary<List<Part>> parts() {
    return part().list().ofMaxSize(8);
  }

  @Provide
  static Arbitrary<Part> part() {
    Arbitrary<Integer> ends = Arbitraries.integers().between(0, 30);
    return ends.tuple2()
        .map(two -> new Part(Math.min(two.get1(), two.get2()), Math.max(two.get1(), two.get2())));
  }
}
