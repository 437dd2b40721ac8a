package io.ingot.etl.bronze.http.client;

import java.util.List;

/**
 * Where pages are put before anyone looks into them. A page whose mark is there is done: its body
 * is whole, was found good, and is never asked for again.
 */
public interface Landing {
  /** The marks of a request's pages, in order; none before the first one. */
  List<PageMark> marks(int request);

  /** Puts a page's body, in place of one that was never marked. */
  void body(int request, int page, byte[] body);

  /** Marks a page as done. */
  void mark(int request, int page, PageMark mark);
}
