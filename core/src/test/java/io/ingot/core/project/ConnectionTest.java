package io.ingot.core.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  void onlyKnownDatabasesAreSpokenToByHostAndDatabase() {
    for (String url : List.of("jdbc:oracle:thin:@h/d", "jdbc:postgresql:d", "jdbc:mysql://(a=b)")) {
      assertThat(mistakes("{type: jdbc, url: '" + url + "'}"))
          .containsExactly(
              "Unsupported url. Write jdbc:postgresql://, jdbc:mariadb:// or jdbc:mysql://, then"
                  + " host:port/database.");
    }
  }

  @Test
  void aParameterThatIsNotKnownToBeHarmlessIsRefused() {
    assertThat(read("{type: jdbc, url: 'jdbc:mysql://h/d?sslMode=verify-full&socketTimeout=9'}"))
        .isInstanceOf(Connection.Jdbc.class);
    for (String parameter :
        List.of(
            "socketFactory",
            "loggerFile",
            "allowLocalInfile",
            "autoDeserialize",
            "options",
            "preferQueryMode",
            "initSql",
            "sslfactory",
            "allowLoadLocalInfile",
            "%73ocketFactory")) {
      assertThat(
              mistakes("{type: jdbc, url: 'jdbc:postgresql://h/d?ssl=true&" + parameter + "=x'}"))
          .containsExactly(
              "A url must not carry the parameter "
                  + parameter
                  + ". Allowed are connectTimeout, socketTimeout, tcpKeepAlive and those of TLS.");
    }
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
    assertThat(mistakes("{root: in}"))
        .containsExactly("Missing key 'type'. Use jdbc or files or rest or kafka or redis.");
    assertThat(mistakes("{type: file, root: in}"))
        .containsExactly("Unknown type 'file'. Did you mean 'files'?");
    assertThat(mistakes("{type: [files], root: in}"))
        .containsExactly("Expected one value, found a list.");
    assertThat(mistakes("{type: files, root: in, user: u}"))
        .containsExactly("Unknown key 'user'. Known keys: type, root.");
  }

  @Test
  void anHttpInterfaceIsReadWithWhoAsks() {
    Connection.Rest rest =
        (Connection.Rest)
            read(
                "{type: rest, url: 'https://api.example.com/v1', hosts: [cdn.example.com],"
                    + " auth: {type: api_key, header: X-Key, key: '${env:PATH}'}, timeout: 5s}");

    assertThat(rest.hosts()).containsExactly("cdn.example.com");
    assertThat(rest.auth().orElseThrow()).isInstanceOf(Auth.ApiKey.class);
    assertThat(rest.maxBytes()).isEqualTo(64L << 20);
    assertThat(mistakes("{type: rest, url: 'http://api.example.com'}"))
        .containsExactly(
            "Unsupported url. Write https://host/path; http needs allow_private: true.");
    assertThat(mistakes("{type: rest, url: 'https://u:hunter2@h/'}"))
        .containsExactly("A url must not carry a login. Use 'auth'.");
  }

  @Test
  void aKafkaClusterIsReadAndItsSecretsStayOutOfItsSettings() {
    assertThat(read("{type: kafka, brokers: 'a:9092', settings: {security.protocol: SSL}}"))
        .isEqualTo(
            new Connection.Kafka(
                "a:9092", Map.of("security.protocol", "SSL"), Map.of(), Optional.empty()));
    assertThat(mistakes("{type: kafka, brokers: a, settings: {ssl.key.password: hunter2}}"))
        .containsExactly("A secret does not belong into settings. Use 'login' or 'secrets'.");
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

  @Test
  void aRedisHasAPortThatThereCanBe() {
    assertThat(mistakes("{type: redis, nodes: ['h:65535']}")).isEmpty();
    for (String port : List.of("0", "65536", "99999")) {
      assertThat(mistakes("{type: redis, nodes: ['h:" + port + "']}"))
          .singleElement()
          .asString()
          .contains("a port is 1 to 65535");
    }
  }
}
