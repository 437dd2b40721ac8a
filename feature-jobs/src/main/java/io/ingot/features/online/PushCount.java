package io.ingot.features.online;

import java.io.Serializable;

/**
 * What a push did.
 *
 * @param sent keys that were sent
 * @param written those of them that Redis had nothing as new of
 * @param gone those of the sent whose entity has no values any more
 */
record PushCount(long sent, long written, long gone) implements Serializable {
  private static final long serialVersionUID = 1L;

  static PushCount none() {
    return new PushCount(0, 0, 0);
  }

  PushCount plus(PushCount other) {
    return new PushCount(sent + other.sent, written + other.written, gone + other.gone);
  }
}
