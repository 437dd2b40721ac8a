package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {
  private static final List<String> KEYS = List.of("from", "columns", "write", "checks");

  @Test
  void aSwapALackASurplusAndAChangeAreOneMistakeEach() {
    assertThat(Nearest.distance("form", "from")).isEqualTo(1);
    assertThat(Nearest.distance("frm", "from")).isEqualTo(1);
    assertThat(Nearest.distance("froom", "from")).isEqualTo(1);
    assertThat(Nearest.distance("fram", "from")).isEqualTo(1);
    assertThat(Nearest.distance("", "from")).isEqualTo(4);
  }

  @Test
  void theNearestWordIsOffered() {
    assertThat(Nearest.hint("form", KEYS)).isEqualTo("Did you mean 'from'?");
    assertThat(Nearest.hint("colunms", KEYS)).isEqualTo("Did you mean 'columns'?");
  }

  @Test
  void nothingFarIsOffered() {
    assertThat(Nearest.to("reads", KEYS)).isEmpty();
    assertThat(Nearest.hint("zorder", KEYS)).isEqualTo("Use one of: checks, columns, from, write.");
    assertThat(Nearest.hint("zorder", List.of())).isEqualTo("There is none.");
  }

  @Test
  void ofTwoEquallyNearWordsTheFirstInTheAlphabetIsOffered() {
    assertThat(Nearest.to("ac", List.of("ab", "aa"))).contains("aa");
  }
}
