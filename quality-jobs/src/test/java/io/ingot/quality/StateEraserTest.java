package io.ingot.quality;

import static org.assertj.core.api.Assertions.assertThat;

import io.ingot.core.lake.Lake;
import io.ingot.core.project.Project;
import io.ingot.core.run.Eraser;
import io.ingot.core.run.Subject;
import io.ingot.core.testkit.TestProject;
import java.nio.file.Path;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateEraserTest {
  @Test
  void anErasureForgetsWhatIsKnownOfTheFilesOfAllTables(@TempDir Path folder) {
    TestProject test = TestProject.in(folder);
    Project project = test.load();
    Lake lake = test.lake();
    lake.files().put("states/silver.customer/look.json", "{\"greatest\": 770077}");
    lake.files().put("states/gold.total/look.json", "{}");
    Subject subject = Subject.of("silver.customer.customer_id=770077");
    Eraser eraser =
        ServiceLoader.load(Eraser.class).stream()
            .map(ServiceLoader.Provider::get)
            .filter(StateEraser.class::isInstance)
            .findFirst()
            .orElseThrow();

    assertThat(eraser.count(project, lake, subject)).isEqualTo(2);
    assertThat(eraser.erase(project, lake, subject)).isEqualTo(2);

    assertThat(lake.files().folders("states")).isEmpty();
    assertThat(eraser.count(project, lake, subject)).isZero();
    assertThat(eraser.erase(project, lake, subject)).isZero();
  }
}
