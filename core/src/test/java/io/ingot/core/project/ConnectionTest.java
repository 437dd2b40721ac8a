package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionTest {
  private static Connection read(String connection) {
    return Binding.read(
            ProjectFile.class, "{name: p, lake: l, connections: {c: " + connection + "}}")
        .connections()
        .get("c");
  }

  private static List<String> mistakes(String connection) {
    return Binding.mistakes(
        ProjectFile.class, "{name: p, lake: l, connections: {c: " + connection + "}}");
  }

  @Test
  void aDatabaseNeedsOnlyItsAddress() {
    Connection.Jdbc jdbc =
        (Connection.Jdbc) read("{type: jdbc, url: 'jdbc:postgresql://h:5432/d'}");

    assertThat(jdbc.url()).isEqualTo("jdbc:postgresql://h:5432/d");
    assertThat(jdbc.user()).isEmpty();
    assertThat(jdbc.password()).isEmpty();
  }

  @Test
  void everyKeyIsRead() {
    Connection.Jdbc jdbc =
        (Connection.Jdbc)
            read("{type: jdbc, url: 'jdbc:postgresql://h/d', user: u, password: '${env:PATH}'}");

    assertThat(jdbc.user()).contains("u");
    assertThat(jdbc.password().orElseThrow().reveal()).isEqualTo(System.getenv("PATH"));
    assertThat(read("{type: files, root: in}")).isEqualTo(new Connection.Files("in"));
  }

  @Test
  void aConnectionNeedsItsAddress() {
    assertThat(mistakes("{type: files}"))
        .containsExactly("Missing key 'root': The folder, relative to the project or as a URI.");
    assertThat(mistakes("{type: jdbc}"))
        .containsExactly(
            "Missing key 'url': JDBC address without user or password, such as"
                + " jdbc:postgresql://host:5432/shop.");
  }

  @Test
  void onlyPostgresqlIsSpokenTo() {
    assertThat(mistakes("{type: jdbc, url: 'jdbc:mysql://h/d'}"))
        .containsExactly("Unsupported url. Write jdbc:postgresql://host:port/database.");
  }

  @Test
  void anAddressThatCarriesAPasswordIsRefusedWithoutRepeatingIt() {
    for (String url :
        List.of("jdbc:postgresql://u:hunter2@h/d", "jdbc:postgresql://h/d?Password=hunter2")) {
      assertThat(mistakes("{type: jdbc, url: '" + url + "'}"))
          .containsExactly(
              "A url must not carry a user or a password. Use the keys user and password.");
    }
  }

  @Test
  void theTypeTellsTheKind() {
    assertThat(mistakes("{root: in}")).containsExactly("Missing key 'type'. Use jdbc or files.");
    assertThat(mistakes("{type: file, root: in}"))
        .containsExactly("Unknown type 'file'. Did you mean 'files'?");
    assertThat(mistakes("{type: [files], root: in}"))
        .containsExactly("Expected one value, found a list.");
    assertThat(mistakes("{type: files, root: in, user: u}"))
        .containsExactly("Unknown key 'user'. Known keys: type, root.");
  }

  @Test
  void laterKindsAreSaidToBeLater() {
    for (String type : List.of("rest", "kafka")) {
      assertThat(mistakes("{type: " + type + ", url: x}"))
          .containsExactly("Type '" + type + "' is not supported yet. Use jdbc or files.");
    }
  }

  @Test
  void aProjectNeedsItsNameAndLake() {
    assertThat(Binding.mistakes(ProjectFile.class, ""))
        .containsExactly(
            "Missing key 'name': The project's name.",
            "Missing key 'lake': Where the tables lie: a folder relative to the project, or a URI"
                + " such as s3a://.");
    assertThat(Binding.mistakes(ProjectFile.class, "{name: '', lake: l}"))
        .containsExactly("name and lake must not be empty.");
  }
}
