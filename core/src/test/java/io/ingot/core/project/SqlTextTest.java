package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SqlTextTest {
  @Test
  void lineBreaksAndCommentsMakeNoOtherQuery() {
    assertThat(
            SqlText.plain(
                """
                -- who bought
                SELECT a, /* not
                  b, */ c   -- the last
                FROM silver.x ;
                """))
        .isEqualTo("SELECT a, c FROM silver.x");
  }

  @Test
  void whatIsQuotedMakesAnother() {
    String sql = "SELECT 'it''s  -- so', \"a /* b */\", `c  d`, 'x\\'  y' FROM silver.x";

    assertThat(SqlText.plain(sql)).isEqualTo(sql);
  }

  @Test
  void aFormatterMakesNoOtherQuery() {
    String plain =
        "SELECT sum(a * b) AS c, count(*), -d - e FROM x WHERE a >= 1.5e-3 AND f IN(1, -2)";

    assertThat(SqlText.plain(plain)).isEqualTo(plain);
    assertThat(
            SqlText.plain(
                "SELECT\n  sum( a*b )  AS c , count( * ),-d-e\n"
                    + "FROM x WHERE a>=1.5e-3 AND f IN (1,- 2)"))
        .isEqualTo(plain);
    assertThat(SqlText.plain("exists(a,x->x<>'a,b'||c)"))
        .isEqualTo(SqlText.plain("exists( a, x -> x <> 'a,b' || c )"))
        .contains("'a,b'");
  }

  @Test
  void spaceThatMattersStays() {
    assertThat(
            Stream.of(
                "a b", "ab", "a 'b'", "a'b'", "a > = b", "a >= b", "1e-5", "1e - 5", "'a , b'",
                "'a, b'", "- a", "a", "a - b", "a > b", "a -> b"))
        .extracting(SqlText::plain)
        .doesNotHaveDuplicates();
  }
}
