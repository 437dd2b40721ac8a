package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class GlobTest {
  @Test
  void oneStarStaysInAFolderAndTwoGoThroughAll() {
    assertThat(matching("*.csv", "a.csv", "d/a.csv", ".csv", "acsv")).isEqualTo("a.csv .csv");
    assertThat(matching("**.csv", "a.csv", "d/e/a.csv")).isEqualTo("a.csv d/e/a.csv");
    assertThat(matching("**/*.csv", "a.csv", "d/e/a.csv")).isEqualTo("a.csv d/e/a.csv");
    assertThat(matching("d/**/a", "d/a", "d/e/f/a", "da", "d/ba")).isEqualTo("d/a d/e/f/a");
    assertThat(matching("d/?", "d/a", "d/ü", "d/", "d/ab", "d//")).isEqualTo("d/a d/ü");
  }

  @Test
  void bracketsStandForOneOfSomeAndABackslashForWhatFollows() {
    assertThat(matching("[a-c]1", "a1", "c1", "d1", "[1")).isEqualTo("a1 c1");
    assertThat(matching("[!a]1", "a1", "b1", "/1")).isEqualTo("b1");
    assertThat(matching("{a,b*}.{csv,json}", "a.csv", "bx.json", "c.csv"))
        .isEqualTo("a.csv bx.json");
    assertThat(matching("\\[a\\]\\*", "[a]*", "a", "[a]x")).isEqualTo("[a]*");
    assertThat(matching("a+(b).c,}", "a+(b).c,}", "aab.c,}")).isEqualTo("a+(b).c,}");
  }

  @Test
  void theFolderOfAPatternHoldsAllThatMatches() {
    assertThat(Glob.of("a/b/*.csv").folder()).isEqualTo("a/b");
    assertThat(Glob.of("a/b*/c").folder()).isEqualTo("a");
    assertThat(Glob.of("a/b.csv").folder()).isEqualTo("a");
    assertThat(Glob.of("*/b").folder()).isEmpty();
    assertThat(Glob.of("a.csv").folder()).isEmpty();
  }

  @Test
  void anOpenBracketIsRefused() {
    for (String open : new String[] {"a[b", "a{b", "a[]", "{a,[b}"}) {
      assertThatThrownBy(() -> Glob.of(open))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("Invalid path: " + open + ". Close each [ and {");
    }
  }

  private static String matching(String pattern, String... paths) {
    Glob glob = Glob.of(pattern);
    StringBuilder found = new StringBuilder();
    for (String path : paths) {
      if (glob.matches(path)) {
        found.append(found.isEmpty() ? "" : " ").append(path);
      }
    }
    return found.toString();
  }
}
