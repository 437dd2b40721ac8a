package io.ingot.tests.architecture;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;

/** Leaves out tests and what serves only them; the benchmark's contestants are among those. */
final class ApplicationClasses implements ImportOption {
  @Override
  public boolean includes(Location location) {
    return !location.contains("/test-classes/")
        && !location.contains("/io/ingot/tests/")
        && !location.contains("/io/ingot/core/testkit/");
  }
}
