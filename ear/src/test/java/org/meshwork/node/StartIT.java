package org.meshwork.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What an administrator sees of a start, good or refused. */
class StartIT {
  @Test
  void startsWithItsFiguresAndWarningsAndAgainAfterAKill() {
    try (NodeServer server = NodeServer.make("start", Map.of())) {
      pretendPgvector(server, "0.8.0");
      server.start();

      assertThat(server.log()).contains("MESH00101: pgvector 0.8.0 has known faults");
      assertThat(health(server).getString("checks.find { it.name == 'database' }.data.warning"))
          .contains("CVE-2026-3172");
      assertThat(Figures.of(server.managementUrl()).value("meshwork_tasks_depth", "queued"))
          .as("there before the first task")
          .hasValue(0);
      assertThat(
              server
                  .database()
                  .value("select schemaname from pg_tables where tablename = 'job_instance'"))
          .isEqualTo("meshwork");

      server.kill();
      server.start();

      assertThat(server.log()).contains("MESH00100").contains("0 migrations applied now");
    }
  }

  @Test
  void refusesADatabaseWithoutPgvectorAndSaysWhatToDo() {
    try (NodeServer server = NodeServer.make("without-pgvector", Map.of())) {
      server.database().execute("drop extension vector");

      server.startRefused();

      assertThat(server.log()).contains("CREATE EXTENSION vector");
    }
  }

  @Test
  void refusesAPgvectorThatIsTooOldAndSaysWhatToDo() {
    try (NodeServer server = NodeServer.make("old-pgvector", Map.of())) {
      pretendPgvector(server, "0.6.2");

      server.startRefused();

      assertThat(server.log()).contains("pgvector 0.6.2").contains("ALTER EXTENSION vector UPDATE");
    }
  }

  @Test
  void refusesADatabaseThatIsAwayAndSaysWhatToDo() {
    try (NodeServer server = NodeServer.make("unreachable", Map.of())) {
      server.database().shut();

      server.startRefused();

      assertThat(server.log())
          .contains("can't be reached")
          .contains("Check that PostgreSQL runs, and the datasource's URL, user and password");
    }
  }

  /** The batch job repository needs room for its tables before the node can make its schema. */
  @Test
  void refusesAUserWithoutRoomForTablesAndSaysWhatToDo() {
    try (NodeServer server = NodeServer.make("without-room", Map.of())) {
      server.database().execute("drop schema meshwork");
      server.database().execute("alter database without_room owner to current_user");
      server.database().execute("grant create on database without_room to meshwork");

      server.startRefused();

      assertThat(server.log()).contains("CREATE SCHEMA meshwork AUTHORIZATION meshwork;");
    }
  }

  private static void pretendPgvector(NodeServer server, String version) {
    server
        .database()
        .execute(
            "update pg_extension set extversion = '%s' where extname = 'vector'"
                .formatted(version));
  }

  private static JsonPath health(NodeServer server) {
    return RestAssured.get(server.managementUrl() + "/health/ready").jsonPath();
  }
}
