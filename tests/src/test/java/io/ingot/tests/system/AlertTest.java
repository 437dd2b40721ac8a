package io.ingot.tests.system;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import io.ingot.core.error.ExitCode;
import io.ingot.tests.testkit.SmallProject;
import io.ingot.tests.testkit.SmallProject.Said;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertTest {
  private static final String LIVE = "ingot.env.ALERT_TEST_LIVE";
  private static final String DEAD = "ingot.env.ALERT_TEST_DEAD";

  /** The amount that breaks the check, which tells of a person here. */
  private static final String CANARY = "7788.25";

  @TempDir Path folder;
  private final List<String> bodies = Collections.synchronizedList(new ArrayList<>());
  private HttpServer live;

  @BeforeEach
  void openChannels() throws IOException {
    InetAddress here = InetAddress.getLoopbackAddress();
    live = HttpServer.create(new InetSocketAddress(here, 0), 0);
    live.createContext(
        "/",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    live.start();
    System.setProperty(LIVE, "http://127.0.0.1:" + live.getAddress().getPort() + "/canary-address");
    try (ServerSocket free = new ServerSocket(0, 1, here)) {
      System.setProperty(DEAD, "http://127.0.0.1:" + free.getLocalPort() + "/canary-address");
    }
  }

  @AfterEach
  void closeChannels() {
    live.stop(0);
    System.clearProperty(LIVE);
    System.clearProperty(DEAD);
  }

  @Test
  void aRefusedBatchIsToldAndADeadChannelChangesNothing() throws IOException {
    SmallProject project =
        project("5000").deliver("a.csv", "1,2026-01-01,10.00", "2,2026-01-01," + CANARY);

    Said refused = project.say("run");
    Said mended = project("9000").say("run");

    assertThat(refused.code()).isEqualTo(ExitCode.GATE_REFUSED);
    assertThat(mended.code()).as(mended.notes()).isEqualTo(ExitCode.DONE);
    for (Said said : List.of(refused, mended)) {
      assertThat(said.notes())
          .contains("alert channel=live outcome=accepted")
          .contains("alert channel=dead outcome=failed reason=\"no connection, 3 times\"")
          .doesNotContain("canary-address");
    }
    assertThat(bodies).hasSize(2);
    JsonNode trouble = new ObjectMapper().readTree(bodies.get(0));
    String run = project.files("lake/_ingot/runs").stream().sorted().findFirst().orElseThrow();
    assertThat(trouble.get("run").asText()).isEqualTo(run.replace(".json", ""));
    assertThat(trouble.get("headline").asText()).isEqualTo("sales (dev): 1 batch refused");
    assertThat(trouble.at("/troubles/0/trouble").asText()).isEqualTo("refused");
    assertThat(trouble.at("/troubles/0/table").asText()).isEqualTo("silver.sale");
    assertThat(trouble.at("/troubles/0/check").asText()).contains("amount");
    assertThat(trouble.at("/troubles/0/measured").asText()).startsWith("0.5 of 2 rows");
    assertThat(trouble.at("/troubles/0/value").asDouble()).isEqualTo(0.5);
    assertThat(trouble.at("/troubles/0/wanted").asText()).isEqualTo("all");
    assertThat(trouble.get("skipped")).hasSize(1);
    JsonNode well = new ObjectMapper().readTree(bodies.get(1));
    assertThat(well.get("headline").asText()).isEqualTo("sales (dev): 1 well again");
    assertThat(String.join("", bodies)).doesNotContain(CANARY).doesNotContain("canary-address");
    for (String file : project.files("lake/_ingot")) {
      assertThat(
              Files.readString(folder.resolve("lake/_ingot/" + file), StandardCharsets.ISO_8859_1))
          .as(file)
          .doesNotContain("canary-address");
    }
  }

  private SmallProject project(String most) {
    return SmallProject.sales(folder)
        .write(
            "ingot.yml",
            """
            name: sales
            lake: lake
            connections:
              landing: {type: files, root: landing}
            alerts:
              link: https://logs.example.org/{run}
              channels:
                live: {type: webhook, url: "${env:ALERT_TEST_LIVE}", samples: true}
                dead: {type: slack, url: "${env:ALERT_TEST_DEAD}"}
            """)
        .write(
            "silver/sale.yml",
            """
            from: bronze.sale
            columns:
              id:     {type: bigint, key: true}
              day:    {type: date, required: true}
              amount: {type: "decimal(10,2)", required: true, personal: true}
            write: {mode: merge}
            checks:
              - {between: amount, max: %s}
            """
                .formatted(most));
  }
}
