package io.ingot.quality.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import io.ingot.core.project.Channel.Trouble;
import io.ingot.core.project.TableName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One trouble in a message; its keys are those of the webhook's JSON.
 *
 * @param kind what kind of trouble it is
 * @param table the table
 * @param check the check's words or the column; empty where the table as a whole is meant
 * @param measured how it is, or why it failed
 * @param value how it is as a number
 * @param wanted how it should be
 * @param owner whom the project names for it
 * @param sample one row, where the channel may be told of rows
 * @param run the run that found it
 * @param since when it was found first
 * @param over when it was found to be well again
 * @param link where it can be looked at
 */
@JsonPropertyOrder("trouble")
record Item(
    @JsonIgnore Trouble kind,
    TableName table,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> check,
    String measured,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) OptionalDouble value,
    Optional<String> wanted,
    Optional<String> owner,
    Optional<String> sample,
    Optional<String> run,
    Instant since,
    Optional<Instant> over,
    Optional<String> link) {
  Item {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(table, "table");
    Objects.requireNonNull(measured, "measured");
    Objects.requireNonNull(since, "since");
  }

  /** Its kind in a word. */
  @JsonProperty("trouble")
  String word() {
    return kind.name().toLowerCase(Locale.ROOT);
  }

  /** Everything that is known of it, after its name. */
  List<String> facts() {
    List<String> facts = new ArrayList<>();
    boolean states = kind == Trouble.FAILED || check.isEmpty();
    facts.add(states ? measured : "measured " + measured);
    wanted.ifPresent(words -> facts.add("wanted " + words));
    owner.ifPresent(name -> facts.add("owner " + name));
    sample.ifPresent(row -> facts.add("e.g. " + row));
    facts.add("since " + since);
    over.ifPresent(at -> facts.add("over " + at));
    run.filter(id -> over.isPresent()).ifPresent(id -> facts.add("run " + id));
    return facts;
  }
}
