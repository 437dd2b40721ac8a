package io.ingot.features.online;

import io.ingot.core.error.GateException;

/** A rebuilt store lacks keys; readers were not led to it. */
final class RefusedRebuildException extends GateException {
  private static final long serialVersionUID = 1L;

  RefusedRebuildException(String message) {
    super(message, message);
  }
}
