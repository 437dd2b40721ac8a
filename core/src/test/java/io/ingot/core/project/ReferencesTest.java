package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReferencesTest {
  private static final String SECRET = "hunter2-never-tell";

  @TempDir private Path folder;

  @Test
  void aReferenceIsReplacedInsideAnyValue() {
    ProjectFiles files =
        ProjectFiles.shop(folder)
            .write("host.txt", "db.example\n")
            .write("parts.txt", "8")
            .change("ingot.yml", "localhost", "${file:host.txt}")
            .change("bronze/customer.yml", "partitions: 4", "partitions: '${file:parts.txt}'");

    Project project = files.project();

    assertThat(((Connection.Jdbc) project.connections().get("shop")).url())
        .isEqualTo("jdbc:postgresql://db.example:5432/shop");
    BronzeTable customer =
        (BronzeTable) project.table(TableName.of("bronze.customer")).orElseThrow();
    assertThat(customer.read().orElseThrow().partitions()).isEqualTo(8);
  }

  @Test
  void anEnvironmentVariableIsReplaced() {
    assertThat(new References(folder).resolve("<${env:PATH}>"))
        .isEqualTo("<" + System.getenv("PATH") + ">");
  }

  @Test
  void aReferenceToNothingIsToldAtItsPlace() {
    assertThat(
            ProjectFiles.shop(folder)
                .change("ingot.yml", "reader", "${env:NO_SUCH_VARIABLE}")
                .change("ingot.yml", "incoming", "'${file:no/such/file}'")
                .problems())
        .containsExactly(
            "ingot.yml:8:11: Cannot find ${env:NO_SUCH_VARIABLE}. Set the environment variable.",
            "ingot.yml:10:29: Cannot find ${file:no/such/file}. Create the file; its path is"
                + " relative to the project's folder.");
  }

  @Test
  void aReferenceInsideBracesIsSaidToNeedQuotes() {
    assertThat(ProjectFiles.shop(folder).change("ingot.yml", "incoming", "${env:X}").problems())
        .containsExactly(
            "ingot.yml:10:30: Invalid YAML: expected ',' or '}', but got {. Inside braces a value"
                + " with ${...} needs quotes.");
  }

  @Test
  void aReferenceOfAnotherFormIsNotTakenForText() {
    assertThat(ProjectFiles.shop(folder).change("ingot.yml", "reader", "${USER}").problems())
        .containsExactly(
            "ingot.yml:8:11: Invalid reference ${USER}. Write ${env:NAME} or ${file:PATH}.");
  }

  @Test
  void aSecretIsOnlyLookedUpWhenItIsUsed() {
    ProjectFiles files =
        ProjectFiles.shop(folder).change("ingot.yml", "${env:SHOP_PASSWORD}", "${file:pw}");
    Secret password =
        ((Connection.Jdbc) files.project().connections().get("shop")).password().orElseThrow();

    assertThatThrownBy(password::reveal)
        .hasMessageContaining("Cannot find the secret ${file:" + folder.resolve("pw") + "}");
    files.write("pw", SECRET + "\n");
    assertThat(password.reveal()).isEqualTo(SECRET);
  }

  @Test
  void aSecretDoesNotStandInTheFile() {
    assertThat(
            ProjectFiles.shop(folder)
                .change("ingot.yml", "${env:SHOP_PASSWORD}", SECRET)
                .problems())
        .containsExactly(
            "ingot.yml:9:15: A secret is not written into a file. Write ${env:NAME} or"
                + " ${file:PATH}.");
  }

  @Test
  void aSecretIsOneWholeReference() {
    assertThat(
            ProjectFiles.shop(folder)
                .change("ingot.yml", "${env:SHOP_PASSWORD}", "x${env:SHOP_PASSWORD}")
                .problems())
        .hasSize(1);
  }

  @Test
  void noPrintedProjectShowsASecret() {
    ProjectFiles files =
        ProjectFiles.shop(folder)
            .write("pw", SECRET)
            .change("ingot.yml", "${env:SHOP_PASSWORD}", "${file:pw}");
    Project project = files.project();

    assertThat(project.connections().get("shop").toString())
        .contains("password=Optional[***]")
        .doesNotContain(SECRET);
    assertThat(project.toString()).doesNotContain(SECRET);
  }

  @Test
  void noMessageShowsASecretWhereverItWasPut() {
    ProjectFiles files = ProjectFiles.shop(folder).write("pw", SECRET);
    String[][] changes = {
      {"ingot.yml", "${env:SHOP_PASSWORD}", "{value: " + SECRET + "}"},
      {"ingot.yml", "${env:SHOP_PASSWORD}", "[" + SECRET + "]"},
      {"ingot.yml", "password: ${env:SHOP_PASSWORD}", "passwort: " + SECRET},
      {"ingot.yml", "password: ${env:SHOP_PASSWORD}", "password: " + SECRET + ": x"},
      {"ingot.yml", "localhost", "u:" + SECRET + "@localhost"},
      {"ingot.yml", "localhost:5432/shop", "h/d?password=${file:pw}"},
      {"ingot.yml", "type: files", "type: '${file:pw}'"},
      {"bronze/customer.yml", "public.customer", "'a ${file:pw}'"},
      {"bronze/customer.yml", "lag: 5m", "lag: '${file:pw}'"},
      {"silver/sales.yml", "type: date", "type: '${file:pw}'"},
      {"silver/sales.yml", "from: bronze.sales", "from: '${file:pw}'"},
      {"silver/sales.yml", "complete: sale_id", "complete: '${file:pw}'"},
    };
    for (String[] change : changes) {
      String before = files.read(change[0]);

      assertThat(files.change(change[0], change[1], change[2]).problems())
          .as(change[2])
          .isNotEmpty()
          .noneMatch(message -> message.contains(SECRET));

      files.write(change[0], before);
    }
  }
}
