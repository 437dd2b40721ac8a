package io.ingot.features.online;

import io.ingot.core.error.FencedException;
import io.ingot.core.error.ProjectException;
import io.ingot.core.lake.Lake;
import io.ingot.core.lake.TableState;
import io.ingot.core.project.FeatureView;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Writes all views of a Redis anew under a name that nothing reads yet, looks whether all of it
 * arrived, lets readers go over to it in one step, and lets the old keys expire.
 */
final class Rebuild {
  /** How long readers that still ask for the old name find something. */
  static final Duration GRACE = Duration.ofHours(1);

  private static final int SAMPLE = 200;

  private final Lake lake;
  private final Redis redis;
  private final Materialization materialization;
  private final Clock clock;

  /**
   * @param clock tells the moment that is served; it moves on while much is written
   */
  Rebuild(Lake lake, Redis redis, Materialization materialization, Clock clock) {
    this.lake = lake;
    this.redis = redis;
    this.materialization = materialization;
    this.clock = clock;
  }

  /**
   * Does it.
   *
   * @param project the project's name
   * @param views all that this Redis serves
   * @throws RefusedRebuildException when fewer keys arrived than were sent; what is served stays
   * @throws FencedException when another rebuild ended first; what that one serves stays
   */
  List<Pushed> all(String project, List<FeatureView> views) {
    String old = ServingName.of(redis, project);
    String next = ServingName.next(project, old, now().toEpochMilli());
    List<Pushed> pushed = written(project, views, old, next);
    try {
      ServingName.swap(redis, project, old, next);
    } catch (FencedException e) {
      throw abandoned(next, e);
    }
    // Any other failure leaves open whether readers were led to it, so that it has to stay.
    retire(project, next);
    return pushed;
  }

  private List<Pushed> written(String project, List<FeatureView> views, String old, String next) {
    try {
      List<Pushed> pushed = new ArrayList<>();
      for (FeatureView view : views) {
        TableState state = lake.table(view.name()).state();
        if (state.batch() < 0) {
          throw new ProjectException(
              "Cannot rebuild what is served of %s: %s has no rows yet. Run it first."
                  .formatted(project, view.name()));
        }
        ServedView into = ServedView.of(next, view, state.schema());
        Pushed done = materialization.full(view, into, state, now(), "rebuilt beside " + old);
        requireArrived(view, into, done);
        pushed.add(done.as(Pushed.Mode.REBUILD));
      }
      // Pushes under the old name went on meanwhile, and readers are not to be led back.
      for (int i = 0; i < views.size(); i++) {
        pushed.set(i, pushed.get(i).then(materialization.push(views.get(i), next, now())));
      }
      return pushed;
    } catch (RuntimeException e) {
      throw abandoned(next, e);
    }
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** Takes away what was written under a name that nothing reads. */
  private RuntimeException abandoned(String next, RuntimeException failure) {
    try {
      redis.scan(
          Fields.utf8("*"),
          keys -> {
            keys.stream()
                .filter(key -> served(key).filter(next::equals).isPresent())
                .forEach(key -> redis.ask(client -> client.unlink(key)));
            return true;
          });
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  /** The name that an entity's hash or a marker is of; empty for any other key. */
  private static Optional<String> served(byte[] key) {
    return EntityKey.of(key).map(EntityKey::served).or(() -> Fields.marked(key));
  }

  private void requireArrived(FeatureView view, ServedView into, Pushed done) {
    long held = count(view, into);
    // Values whose time to live ended since they were sent are gone already, and rightly.
    boolean shrinks = into.ttl().length().isPresent();
    Verified sample = new Verification(lake, redis, SAMPLE).of(view, into.served(), done.now());
    if (held > done.sent() || held < done.sent() && !shrinks || sample.isWrong()) {
      throw new RefusedRebuildException(
          "Kept serving the old values: of the rebuilt "
              + view.name()
              + " "
              + done.sent()
              + " keys were sent and "
              + held
              + " are there; of "
              + sample.sampled()
              + " that were compared "
              + sample.wrong()
              + " are wrong. Look whether something else writes to this Redis, or evicts, and run"
              + " it again.");
    }
  }

  /** How many keys hold values of a view, by asking every one. */
  private long count(FeatureView view, ServedView into) {
    Set<String> seen = new HashSet<>();
    Sweep sweep = new Sweep(redis);
    sweep.each(
        view.entity().keySet(),
        into.served()::equals,
        keys -> {
          // A scan may hand out a key twice.
          sweep
              .having(keys, Fields.rank(into.name()))
              .forEach(key -> seen.add(new String(key, StandardCharsets.ISO_8859_1)));
          return true;
        });
    return seen.size();
  }

  /** Lets everything under earlier names of the project expire; nothing is taken away at once. */
  private void retire(String project, String served) {
    Script script = Script.of("retire");
    redis.load(script);
    List<byte[]> grace = List.of(Fields.utf8(Long.toString(GRACE.toMillis())));
    redis.scan(
        Fields.utf8("*"),
        keys -> {
          Calls calls = new Calls(redis, script);
          for (byte[] key : keys) {
            if (served(key)
                .filter(name -> ServingName.isEarlier(project, name, served))
                .isEmpty()) {
              continue;
            }
            if (Fields.marked(key).isPresent()) {
              // A push that goes on under the old name would be lost, so it is stopped.
              redis.ask(client -> client.del(key));
            } else {
              calls.add(key, grace);
            }
          }
          calls.sum();
          return true;
        });
  }
}
