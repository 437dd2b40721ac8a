package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LeaseTermsTest {
  @Test
  void aTableIsHeldForAMinuteInFilesUnlessTheProjectSaysOtherwise() {
    LeaseTerms terms = Binding.read(ProjectFile.class, "{name: p, lake: l}").lease();

    assertThat(terms)
        .isEqualTo(LeaseTerms.usual())
        .isEqualTo(new LeaseTerms(LeaseTerms.Kind.FILE, Duration.ofMinutes(1), Optional.empty()));
    assertThat(terms.renewal()).isEqualTo(Duration.ofSeconds(20));
    assertThat(terms.patience()).isEqualTo(Duration.ofSeconds(40));
  }

  @Test
  void everyKeyIsRead() {
    assertThat(
            Binding.read(
                    ProjectFile.class,
                    "{name: p, lake: l, lease: {kind: kubernetes, duration: 30s, namespace: etl}}")
                .lease())
        .isEqualTo(
            new LeaseTerms(LeaseTerms.Kind.KUBERNETES, Duration.ofSeconds(30), Optional.of("etl")));
  }

  @Test
  void whatCannotBeIsTold() {
    assertThat(mistake("{duration: 10ms}")).isEqualTo("Invalid lease duration. Use 1s to 1h.");
    assertThat(mistake("{duration: 61m}")).isEqualTo("Invalid lease duration. Use 1s to 1h.");
    assertThat(mistake("{namespace: etl}"))
        .isEqualTo("namespace belongs to leases of kind kubernetes.");
    assertThat(mistake("{kind: kubernetes, namespace: ../x}"))
        .isEqualTo("Invalid namespace '../x'.");
    assertThat(mistake("{kind: zookeeper}")).startsWith("Unknown value 'zookeeper'.");
  }

  private static String mistake(String lease) {
    return Binding.mistakes(ProjectFile.class, "{name: p, lake: l, lease: " + lease + "}").get(0);
  }
}
