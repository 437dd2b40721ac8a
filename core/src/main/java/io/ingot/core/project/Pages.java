package io.ingot.core.project;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** How an HTTP interface splits an answer into pages; the {@code type} key tells the kind. */
public sealed interface Pages {
  /** The query parameters that say which page is asked for. */
  Set<String> params();

  /** Each page names the next one by a token in its body. */
  @Doc("Each page names the next one by a token in its body")
  record Cursor(
      @Required @Doc("Where the token is in a page, such as meta.next") String from,
      @Required @Doc("The query parameter that takes it") String param)
      implements Pages {
    public Cursor {
      Objects.requireNonNull(from, "from");
      Objects.requireNonNull(param, "param");
    }

    @Override
    public Set<String> params() {
      return Set.of(param);
    }
  }

  /**
   * Pages are counted, and asked for until one holds no record or is told, as JSON, not to be there
   * (status 404). A short page does not end the list: a server may give fewer than it was asked
   * for.
   */
  @Doc("Pages are counted, and asked for until one is empty")
  record Page(
      @Required @Doc("The query parameter of the page's number") String param,
      @Doc("Number of the first page; 1 unless said") Optional<Long> first,
      @Doc("The query parameter of the page's size") Optional<String> sizeParam,
      @Doc("Records a page, as the value of size_param") Optional<Long> size)
      implements Pages {
    public Page {
      Objects.requireNonNull(param, "param");
      Objects.requireNonNull(first, "first");
      if (sizeParam.isPresent() != size.isPresent()) {
        throw new IllegalArgumentException("'size_param' and 'size' belong together.");
      }
      if (size.filter(records -> records < 1).isPresent()) {
        throw new IllegalArgumentException("size must be at least 1.");
      }
    }

    @Override
    public Set<String> params() {
      return sizeParam.map(name -> Set.of(param, name)).orElseGet(() -> Set.of(param));
    }
  }

  /**
   * Records are counted, and asked for until a page holds none. Safe only for lists that nothing is
   * put before, or taken from, while they are read.
   */
  @Doc("Records are counted; only for lists that nothing is put before meanwhile")
  record Offset(
      @Required @Doc("The query parameter of the first record's number") String param,
      @Required @Doc("The query parameter of the page's size") String sizeParam,
      @Required @Doc("Records a page") long size)
      implements Pages {
    public Offset {
      Objects.requireNonNull(param, "param");
      Objects.requireNonNull(sizeParam, "size_param");
      if (size < 1) {
        throw new IllegalArgumentException("size must be at least 1.");
      }
    }

    @Override
    public Set<String> params() {
      return Set.of(param, sizeParam);
    }
  }

  /** Each page names the next one in its Link header (RFC 8288, rel="next"). */
  @Doc("Each page names the next one in its Link header")
  record Link() implements Pages {
    @Override
    public Set<String> params() {
      return Set.of();
    }
  }
}
