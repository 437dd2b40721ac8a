package io.ingot.quality.alert;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A trouble as one channel knows it.
 *
 * @param notice what is wrong
 * @param run the run that found it last; empty for a call that is none
 * @param since when it was found first
 * @param told when the channel took it last; empty while it never did
 * @param over when it was found to be over, while the channel does not know that yet
 */
record OpenTrouble(
    Notice notice,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<String> run,
    Instant since,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Instant> told,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Optional<Instant> over) {
  OpenTrouble {
    Objects.requireNonNull(notice, "notice");
    Objects.requireNonNull(since, "since");
    run = run == null ? Optional.empty() : run;
    told = told == null ? Optional.empty() : told;
    over = over == null ? Optional.empty() : over;
  }

  static OpenTrouble found(Notice notice, Optional<String> run, Instant at) {
    return new OpenTrouble(notice, run, at, Optional.empty(), Optional.empty());
  }

  OpenTrouble foundAgain(Notice now, Optional<String> by) {
    return new OpenTrouble(now, by, since, told, Optional.empty());
  }

  OpenTrouble toldAt(Instant at) {
    return new OpenTrouble(notice, run, since, Optional.of(at), over);
  }

  OpenTrouble overAt(Instant at) {
    return new OpenTrouble(notice, run, since, told, over.or(() -> Optional.of(at)));
  }

  boolean isDue(Instant now, Duration repeat) {
    return told.map(at -> !now.isBefore(at.plus(repeat))).orElse(true);
  }

  @JsonIgnore
  boolean isOwed() {
    return told.isEmpty();
  }

  @JsonIgnore
  boolean isOver() {
    return over.isPresent();
  }
}
