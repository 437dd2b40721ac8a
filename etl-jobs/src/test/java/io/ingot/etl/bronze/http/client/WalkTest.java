package io.ingot.etl.bronze.http.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.Auth;
import io.ingot.core.project.Connection;
import io.ingot.core.project.Pages;
import io.ingot.core.project.Retry;
import io.ingot.core.project.Secret;
import io.ingot.core.project.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WalkTest {
  private static final Pages CURSOR = new Pages.Cursor("meta.next", "after");
  private static final Pages PAGE =
      new Pages.Page("page", Optional.empty(), Optional.of("per_page"), Optional.of(10L));
  private static final Pages OFFSET = new Pages.Offset("skip", "take", 10);

  private final MemoryLanding landing = new MemoryLanding();
  private ScriptedServer server;

  @BeforeEach
  void start() throws IOException {
    server = ScriptedServer.answering(asked -> Reply.status(404));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aCursorIsFollowedToTheEndAndSentAsItCame() {
    server.script(
        asked ->
            switch (asked.param("after")) {
              case "" -> page("1, 2", "\"a b&c/=\"");
              case "a%20b%26c%2F%3D" -> page("", "7");
              case "7" -> page("3", "\"\"");
              default -> Reply.status(400);
            });

    assertThat(records(land(CURSOR))).containsExactly(2L, 0L, 1L);
    assertThat(server.queries())
        .containsExactly("q=x%20y", "q=x%20y&after=a%20b%26c%2F%3D", "q=x%20y&after=7");
    assertThat(landing.bodies()).hasSize(3).containsEntry("0-2", page("3", "\"\"").text());
  }

  @Test
  void aCursorThatIsAbsentOrNullEndsTheList() {
    server.script(asked -> Reply.json("{\"items\": [1], \"meta\": {\"next\": null}}"));
    assertThat(land(CURSOR)).hasSize(1);
    server.script(asked -> Reply.json("{\"items\": [1]}"));
    assertThat(walk(new MemoryLanding(), CURSOR, 100)).hasSize(1);
  }

  @Test
  void countedPagesAreAskedForUntilOneIsEmptySinceAServerMayGiveLessThanItIsAskedFor() {
    // Asked for 10 a page, it gives 2 at most.
    List<Integer> all = List.of(1, 2, 3, 4, 5);
    server.script(
        asked -> {
          int from =
              asked.query().contains("skip=")
                  ? Integer.parseInt(asked.param("skip"))
                  : (Integer.parseInt(asked.param("page")) - 1) * 2;
          return page(
              all.stream()
                  .skip(from)
                  .limit(2)
                  .map(String::valueOf)
                  .collect(Collectors.joining(",")),
              "null");
        });

    assertThat(records(land(PAGE))).containsExactly(2L, 2L, 1L, 0L);
    assertThat(server.queries())
        .containsExactly(
            "q=x%20y&per_page=10&page=1",
            "q=x%20y&per_page=10&page=2",
            "q=x%20y&per_page=10&page=3",
            "q=x%20y&per_page=10&page=4");

    assertThat(records(walk(new MemoryLanding(), OFFSET, 100))).containsExactly(2L, 2L, 1L, 0L);
    assertThat(server.queries().subList(4, 8))
        .containsExactly(
            "q=x%20y&take=10&skip=0",
            "q=x%20y&take=10&skip=2", "q=x%20y&take=10&skip=4", "q=x%20y&take=10&skip=5");
  }

  @Test
  void aCountedPageThatTheInterfaceDoesNotHaveEndsTheListAndAnyOther404DoesNot() {
    server.script(
        asked ->
            asked.param("page").equals("1")
                ? page("1", "null")
                : Reply.of(404, "application/json", "{\"detail\": \"Invalid page.\"}"));
    assertThat(land(PAGE)).hasSize(1);

    server.script(
        asked ->
            asked.param("page").equals("1")
                ? page("1", "null")
                : Reply.of(404, "text/plain", "default backend - 404"));
    assertThatThrownBy(() -> walk(new MemoryLanding(), PAGE, 100))
        .hasMessageContaining("answered 404");

    server.script(asked -> Reply.of(404, "application/json", "{}"));
    assertThatThrownBy(() -> walk(new MemoryLanding(), PAGE, 100))
        .hasMessageContaining("answered 404");
  }

  @Test
  void linksAreFollowedByTheirRelation() {
    server.script(
        asked ->
            switch (asked.param("p")) {
              case "" ->
                  page("1", "null")
                      .with(
                          "Link",
                          "<"
                              + server.url()
                              + "/list?p=9>; rel=\"last\"; title=\"a, \\\"b\\\"; rel=next\","
                              + " </list?p=2>; title=x; rel=\"foo next\"");
              case "2" -> page("2", "null").with("Link", "<?p=3>;rel=next");
              default -> page("3", "null").with("Link", "</list>; rel=first");
            });

    assertThat(records(land(new Pages.Link()))).containsExactly(1L, 1L, 1L);
    assertThat(server.queries()).containsExactly("q=x%20y", "p=2", "p=3");
  }

  @Test
  void aLinkToAnotherHostIsFollowedOnlyWhereTheConnectionNamesIt() throws IOException {
    System.setProperty("ingot.env.REST_TEST_SECRET", "s3cret-value");
    Optional<Auth> login = Optional.of(new Auth.Bearer(Secret.of("${env:REST_TEST_SECRET}")));
    try (ScriptedServer other = ScriptedServer.answering(asked -> page("2", "null"))) {
      server.script(
          asked -> page("1", "null").with("Link", "<" + other.url() + "/list?p=2>; rel=next"));

      Api strict = api(new Connection.Rest(server.url(), login, Set.of(), true, null, 0));
      Api named =
          api(new Connection.Rest(server.url(), login, Set.of(other.place()), true, null, 0));
      assertThatThrownBy(() -> land(strict, landing, new Pages.Link(), 100))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("host 127.0.0.1 is not the connection's host");
      assertThat(other.asked()).isEmpty();

      assertThat(land(named, new MemoryLanding(), new Pages.Link(), 100)).hasSize(2);
      assertThat(other.asked().get(0).header("authorization")).isEqualTo("Bearer s3cret-value");
    } finally {
      System.clearProperty("ingot.env.REST_TEST_SECRET");
    }
  }

  @Test
  void listsThatNeverEndAreToldAndNotFollowed() {
    server.script(asked -> page("1", "\"same\""));
    assertRefused(CURSOR, 100, "page 3: the page before leads to a page that was read already");
    assertThat(server.asked()).hasSize(2);

    server.script(asked -> page("1", "null"));
    assertRefused(PAGE, 100, "page 2: it is the page before once more");
    assertRefused(OFFSET, 100, "page 2: it is the page before once more");
    assertThat(server.asked()).hasSize(6);

    server.script(asked -> page(asked.param("page"), "null"));
    assertRefused(PAGE, 4, "page 5: there are more than the 4 pages of max_pages");
    assertThat(server.asked()).hasSize(10);
  }

  @Test
  void theMostPagesAreForAllRequestsTogether() {
    server.script(asked -> page("1", "null"));
    List<Query> days =
        IntStream.range(0, 3).mapToObj(day -> query().with("day", "" + day)).toList();
    Walk walk = new Walk(api(), landing, source(Optional.empty(), 2));

    assertThatThrownBy(() -> walk.land(days))
        .hasMessageContaining("page 1 of request 3: there are more than the 2 pages");
  }

  @Test
  void whatIsNoJsonPageIsRefused() {
    assertRefused(Reply.of(200, "text/html", "<html>Please log in</html>"), "is text/html");
    assertRefused(Reply.of(200, "application/json", "<html></html>"), "not whole JSON");
    assertRefused(Reply.of(200, "application/json", ""), "it is empty");
    assertRefused(Reply.of(200, "application/json", "  "), "it is empty");
    assertRefused(Reply.json("{\"items\": [{\"a\": 1}, {\"a\""), "not whole JSON");
    assertRefused(Reply.json("{\"items\": [1]} {\"items\": [2]}"), "more follows");
    assertRefused(
        Reply.of(200, "application/json; charset=ISO-8859-1", "{}"), "charset is ISO-8859-1");
    assertRefused(
        Reply.json("").body("{\"items\": [\"\u00e4\"]}".getBytes(StandardCharsets.ISO_8859_1)),
        "not UTF-8");
    assertRefused(
        Reply.json("").body("{\"items\": [1]}".getBytes(StandardCharsets.UTF_16LE)), "not UTF-8");
    assertRefused(
        Reply.json("{\"data\": [1], \"total\": 1}"), "no list at items; it has data, total");
    assertRefused(Reply.json("{\"items\": null}"), "no list at items");
    assertRefused(Reply.json("[1]"), "no list at items");
  }

  @Test
  void namesOfAPageStayOutOfWhatIsKept() {
    server.script(asked -> Reply.json("{\"ada@example.com\": 1}"));
    SourceException failure =
        catchThrowableOfType(SourceException.class, () -> walk(landing, CURSOR, 100));

    assertThat(failure).hasMessageContaining("ada@example.com");
    assertThat(failure.summary()).doesNotContain("ada@example.com");
  }

  @Test
  void aWalkThatWasCutOffGoesOnWithThePageAfterTheLast() {
    server.script(
        asked ->
            switch (asked.param("after")) {
              case "" -> page("1", "\"b\"");
              case "b" -> page("2", "\"c\"");
              default -> Reply.of(200, "text/html", "down");
            });
    assertThatThrownBy(() -> walk(landing, CURSOR, 100)).isInstanceOf(SourceException.class);
    server.script(
        asked -> asked.param("after").equals("c") ? page("3", "null") : Reply.status(400));

    assertThat(records(walk(landing, CURSOR, 100))).containsExactly(1L, 1L, 1L);
    assertThat(server.queries().subList(3, server.queries().size()))
        .containsExactly("q=x%20y&after=c");

    assertThat(walk(landing, CURSOR, 100)).hasSize(3);
    assertThat(server.queries()).hasSize(4);
  }

  @Test
  void aLoopIsSeenAcrossAWalkThatWasCutOff() {
    server.script(
        asked ->
            switch (asked.param("after")) {
              case "" -> page("1", "\"b\"");
              case "b" -> page("2", "\"c\"");
              default -> Reply.status(400);
            });
    assertThatThrownBy(() -> walk(landing, CURSOR, 100)).isInstanceOf(SourceException.class);
    server.script(asked -> page("3", "\"b\""));

    assertThatThrownBy(() -> walk(landing, CURSOR, 100))
        .hasMessageContaining("page 4: the page before leads to a page that was read already");
  }

  @Test
  void aPageLandsBeforeItIsLookedInto() {
    server.script(asked -> Reply.json("{\"items\": [{\"a\""));
    assertThatThrownBy(() -> walk(landing, CURSOR, 100)).isInstanceOf(SourceException.class);

    assertThat(landing.bodies()).containsExactly(Map.entry("0-0", "{\"items\": [{\"a\""));
    assertThat(landing.marks(0)).isEmpty();
  }

  private void assertRefused(Reply reply, String why) {
    server.script(asked -> reply);
    assertRefused(CURSOR, 100, why);
  }

  private void assertRefused(Pages pages, int maxPages, String why) {
    assertThatThrownBy(() -> walk(new MemoryLanding(), pages, maxPages))
        .isInstanceOf(SourceException.class)
        .hasMessageStartingWith("Cannot read crm/list, page ")
        .hasMessageContaining(why);
  }

  private static Reply page(String items, String next) {
    return Reply.json("{\"items\": [" + items + "], \"meta\": {\"next\": " + next + "}}");
  }

  private List<PageMark> land(Pages pages) {
    return walk(landing, pages, 100);
  }

  private List<PageMark> walk(Landing where, Pages pages, int maxPages) {
    return land(api(), where, pages, maxPages);
  }

  private List<PageMark> land(Api api, Landing where, Pages pages, int maxPages) {
    return new Walk(api, where, source(Optional.of(pages), maxPages)).land(List.of(query())).get(0);
  }

  private static List<Long> records(List<PageMark> marks) {
    return marks.stream().map(PageMark::records).toList();
  }

  private Query query() {
    return new Query(server.url() + "/list", Map.of("q", "x y"));
  }

  private Api api() {
    return api(new Connection.Rest(server.url(), Optional.empty(), Set.of(), true, null, 0));
  }

  private static Api api(Connection.Rest connection) {
    return Api.open("crm/list", connection, new Retry(1, Duration.ZERO, Duration.ZERO, Set.of()));
  }

  private static Source.Endpoint source(Optional<Pages> pages, int maxPages) {
    return new Source.Endpoint(
        "crm", "/list", Optional.of("items"), Map.of(), pages, Optional.empty(), maxPages);
  }
}
