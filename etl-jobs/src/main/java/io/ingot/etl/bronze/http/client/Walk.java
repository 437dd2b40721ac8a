package io.ingot.etl.bronze.http.client;

import io.ingot.core.error.SourceException;
import io.ingot.core.project.Source;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through all pages of all requests of a batch and lands each one, beginning where an earlier
 * walk was cut off. One page is in memory at a time.
 */
public final class Walk {
  private final Api api;
  private final Landing landing;
  private final Source.Endpoint source;
  private final Paging paging;

  public Walk(Api api, Landing landing, Source.Endpoint source) {
    this.api = Objects.requireNonNull(api, "api");
    this.landing = Objects.requireNonNull(landing, "landing");
    this.source = Objects.requireNonNull(source, "source");
    this.paging = Paging.of(source.pages());
  }

  /** Where records and tokens are in this source's pages. */
  private PageShape shape() {
    return new PageShape(source.records().orElse(""), paging.token());
  }

  /**
   * Lands every page.
   *
   * @return the marks of all pages, by request
   * @throws SourceException when a page does not come, is no page, or was there already; no page
   *     after it is asked for
   */
  public List<List<PageMark>> land(List<Query> requests) {
    List<List<PageMark>> all = new ArrayList<>();
    int pages = 0;
    for (int request = 0; request < requests.size(); request++) {
      List<PageMark> marks = land(request, requests.get(request), pages);
      pages += marks.size();
      all.add(marks);
    }
    return all;
  }

  private List<PageMark> land(int request, Query query, int pagesBefore) {
    List<PageMark> marks = new ArrayList<>(landing.marks(request));
    Set<String> asked = new HashSet<>();
    marks.forEach(mark -> asked.add(mark.asked()));
    Optional<URI> next =
        marks.isEmpty()
            ? Optional.of(paging.first(query))
            : marks.get(marks.size() - 1).next().map(URI::create);
    while (next.isPresent()) {
      URI uri = next.get();
      if (!asked.add(uri.toString())) {
        throw wrong(
            request,
            marks.size(),
            "the page before leads to a page that was read already, so the list would never end."
                + " Check 'pages' of the source");
      }
      if (pagesBefore + marks.size() >= source.maxPages()) {
        throw wrong(
            request,
            marks.size(),
            "there are more than the "
                + source.maxPages()
                + " pages of max_pages. Raise it, or take less at once by max_window");
      }
      Optional<Answer> answer =
          paging.counts() && !marks.isEmpty() ? api.find(uri) : Optional.of(api.get(uri));
      if (answer.isEmpty()) {
        break;
      }
      PageMark mark = land(request, query, marks, answer.get());
      marks.add(mark);
      next = mark.next().map(URI::create);
    }
    return marks;
  }

  private PageMark land(int request, Query query, List<PageMark> before, Answer answer) {
    int number = before.size();
    String what = what(request, number);
    answer.requireJson(what);
    landing.body(request, number, answer.body());
    JsonPage page = JsonPage.read(what, answer.body(), shape());
    String digest = Fingerprint.of(answer.body());
    if (paging.counts()
        && page.size() > 0
        && number > 0
        && before.get(number - 1).digest().equals(digest)) {
      throw wrong(
          request,
          number,
          "it is the page before once more, so the server does not heed the parameter that counts"
              + " them. Check 'pages' of the source");
    }
    PageMark mark =
        new PageMark(
            answer.uri().toString(),
            paging.next(query, before, answer, page).map(URI::toString),
            digest,
            page.size());
    landing.mark(request, number, mark);
    return mark;
  }

  private SourceException wrong(int request, int page, String why) {
    return new SourceException("Cannot read " + what(request, page) + ": " + why + ".");
  }

  private String what(int request, int page) {
    return api.origin()
        + ", page "
        + (page + 1)
        + (request == 0 ? "" : " of request " + (request + 1));
  }
}
