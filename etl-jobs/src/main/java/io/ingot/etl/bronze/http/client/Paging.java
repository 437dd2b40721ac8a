package io.ingot.etl.bronze.http.client;

import io.ingot.core.project.Pages;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How one page leads to the next. */
interface Paging {
  /** The first page's address. */
  default URI first(Query query) {
    return query.uri();
  }

  /**
   * The next page's address; empty when this page is the last.
   *
   * @param before marks of the pages before
   */
  Optional<URI> next(Query query, List<PageMark> before, Answer answer, JsonPage page);

  /** Where a page holds the next one's token. */
  default Optional<String> token() {
    return Optional.empty();
  }

  /** Whether pages are counted, so that a page may turn out not to be there, or to come again. */
  default boolean counts() {
    return false;
  }

  /** The paging of each kind. */
  Map<Class<? extends Pages>, Kind> KINDS =
      Map.of(
          Pages.Cursor.class, pages -> new ByCursor((Pages.Cursor) pages),
          Pages.Page.class, pages -> new ByPage((Pages.Page) pages),
          Pages.Offset.class, pages -> new ByOffset((Pages.Offset) pages),
          Pages.Link.class, pages -> new ByLink());

  /** Makes a paging of its declaration. */
  @FunctionalInterface
  interface Kind {
    Paging paging(Pages pages);
  }

  /** The paging that is declared; one page where none is. */
  static Paging of(Optional<Pages> pages) {
    return pages
        .map(declared -> KINDS.get(declared.getClass()).paging(declared))
        .orElseGet(() -> (query, before, answer, page) -> Optional.empty());
  }

  /** A token in the body. */
  record ByCursor(Pages.Cursor declared) implements Paging {
    @Override
    public Optional<String> token() {
      return Optional.of(declared.from());
    }

    @Override
    public Optional<URI> next(Query query, List<PageMark> before, Answer answer, JsonPage page) {
      return page.token().map(token -> query.with(declared.param(), token).uri());
    }
  }

  /** A page's number. */
  record ByPage(Pages.Page declared) implements Paging {
    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public URI first(Query query) {
      return page(query, 0);
    }

    @Override
    public Optional<URI> next(Query query, List<PageMark> before, Answer answer, JsonPage page) {
      return page.size() == 0 ? Optional.empty() : Optional.of(page(query, before.size() + 1));
    }

    private URI page(Query query, int number) {
      Query sized =
          declared
              .sizeParam()
              .map(name -> query.with(name, String.valueOf(declared.size().orElseThrow())))
              .orElse(query);
      return sized
          .with(declared.param(), String.valueOf(declared.first().orElse(1L) + number))
          .uri();
    }
  }

  /** The number of records before the page. */
  record ByOffset(Pages.Offset declared) implements Paging {
    @Override
    public boolean counts() {
      return true;
    }

    @Override
    public URI first(Query query) {
      return from(query, 0);
    }

    /** Goes on after what came, which can be less than was asked for. */
    @Override
    public Optional<URI> next(Query query, List<PageMark> before, Answer answer, JsonPage page) {
      long passed = before.stream().mapToLong(PageMark::records).sum();
      return page.size() == 0 ? Optional.empty() : Optional.of(from(query, passed + page.size()));
    }

    private URI from(Query query, long offset) {
      return query
          .with(declared.sizeParam(), String.valueOf(declared.size()))
          .with(declared.param(), String.valueOf(offset))
          .uri();
    }
  }

  /** The Link header. */
  record ByLink() implements Paging {
    @Override
    public Optional<URI> next(Query query, List<PageMark> before, Answer answer, JsonPage page) {
      return LinkHeader.next(answer);
    }
  }
}
