package io.ingot.etl.silver.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import io.ingot.etl.bronze.JsonFault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Opens one record, in one pass over its text. */
final class Opening {
  private static final String SCHEMA_MISS = "SCHEMA_MISS";

  private final Layout layout;
  private final String record;
  private final Object[] values;
  private final int[] ranks;
  private final Misfit[] misfits;
  private final boolean[] seen;
  private final StringBuilder rescued = new StringBuilder();
  private final List<String> unknown = new ArrayList<>();
  private boolean known;
  private boolean repeated;

  private Opening(Layout layout, String record) {
    this.layout = layout;
    this.record = record;
    this.values = new Object[layout.size()];
    this.ranks = new int[layout.size()];
    this.misfits = new Misfit[layout.size()];
    this.seen = new boolean[layout.nodes()];
    Arrays.fill(ranks, Integer.MAX_VALUE);
  }

  /** What a record holds, as {@link JsonFields#type} says. */
  static Row of(Layout layout, String record) {
    return new Opening(layout, record).opened();
  }

  private Row opened() {
    try (Tokens in = new Tokens(record)) {
      boolean whole = in.next() == JsonToken.START_OBJECT && object(in) && in.next() == null;
      return whole && !repeated && !mayHoldHalves() ? row() : faulty();
    } catch (JsonProcessingException e) {
      return faulty();
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot close a text in memory", e);
    }
  }

  /** Bronze tables of former releases hold records that nobody judged strictly. */
  private Row faulty() {
    return JsonFault.of(record).map(this::row).orElseGet(this::row);
  }

  private boolean mayHoldHalves() {
    return record.contains("\\ud") || record.contains("\\uD");
  }

  private boolean object(Tokens in) throws IOException {
    while (in.next() != JsonToken.END_OBJECT) {
      String name = in.name();
      Node node = layout.top().field(name);
      if (node != null) {
        known = true;
        in.next();
        visit(node, in);
      } else if (layout.ignores(name)) {
        in.next();
        in.skip();
      } else {
        rescue(name, in);
      }
    }
    return true;
  }

  private void rescue(String name, Tokens in) throws IOException {
    int start = in.start();
    in.next();
    unknown.add(name);
    rescued.append(rescued.length() == 0 ? '{' : ',').append(record, start, in.end());
  }

  /** Takes what is wanted of the value whose first token is the current one. */
  private void visit(Node node, Tokens in) throws IOException {
    repeated |= seen[node.number()];
    seen[node.number()] = true;
    List<Node.Target> targets = node.targets();
    boolean inner = node.isInner() && in.token().isStructStart();
    if (inner && targets.isEmpty()) {
      descend(node, in);
    } else if (!inner && (targets.size() == 1 || !in.token().isStructStart())) {
      for (Node.Target target : targets) {
        take(target, in);
      }
    } else {
      readAgain(node, in.verbatim());
    }
  }

  /** Several want the value; few contracts ask for a whole and its parts. */
  private void readAgain(Node node, String text) throws IOException {
    for (Node.Target target : node.targets()) {
      try (Tokens in = Tokens.atFirst(text)) {
        take(target, in);
      }
    }
    if (node.isInner()) {
      try (Tokens in = Tokens.atFirst(text)) {
        descend(node, in);
      }
    }
  }

  private void descend(Node node, Tokens in) throws IOException {
    boolean array = in.token() == JsonToken.START_ARRAY;
    int index = 0;
    for (JsonToken next = in.next(); !next.isStructEnd(); next = in.next()) {
      Node below = array ? node.element(index++) : node.field(in.name());
      if (!array) {
        in.next();
      }
      if (below == null) {
        in.skip();
      } else {
        visit(below, in);
      }
    }
  }

  private void take(Node.Target target, Tokens in) throws IOException {
    int column = target.column();
    if (target.rank() > ranks[column]) {
      in.skip();
      return;
    }
    ranks[column] = target.rank();
    Misfit misfit = new Misfit(layout.column(column), in.depth());
    values[column] = layout.shape(column).read(in, misfit);
    misfits[column] = misfit;
  }

  private Row row() {
    Object[] fields = Arrays.copyOf(values, values.length + 4);
    fields[values.length] = told();
    fields[values.length + 1] = rescued.length() == 0 ? null : rescued.append('}').toString();
    fields[values.length + 2] = unknown;
    fields[values.length + 3] = known ? null : SCHEMA_MISS;
    return RowFactory.create(fields);
  }

  private Row row(String fault) {
    Object[] fields = new Object[values.length + 4];
    fields[fields.length - 1] = fault;
    return RowFactory.create(fields);
  }

  private Map<String, Row> told() {
    Map<String, Row> told = null;
    for (int column = 0; column < misfits.length; column++) {
      Misfit misfit = misfits[column];
      if (misfit != null && misfit.isTold()) {
        told = told == null ? new HashMap<>() : told;
        told.put(layout.column(column), RowFactory.create(misfit.code(), misfit.value()));
      }
    }
    return told;
  }
}
