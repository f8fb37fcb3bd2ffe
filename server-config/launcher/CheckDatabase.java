import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Asks a database whether a node can use it. Run from source by the launcher, with the driver on the class path; the settings come in
 * the environment, so that no password stands on a command line. Prints what is there, or what is wrong and what to do.
 */
final class CheckDatabase {
  /** As in the node's DatabaseInspection: tables are made in the schema meshwork or, where that is missing, in public as well. */
  private static final String MISSING_RIGHT =
      """
      select case
        when to_regnamespace('meshwork') is null
            and not (has_database_privilege(current_database(), 'create') and has_schema_privilege('public', 'create'))
          then format('CREATE SCHEMA meshwork AUTHORIZATION %I;', current_user)
        when to_regnamespace('meshwork') is not null
            and not (has_schema_privilege('meshwork', 'usage') and has_schema_privilege('meshwork', 'create'))
          then format('GRANT USAGE, CREATE ON SCHEMA meshwork TO %I;', current_user)
        end""";

  private CheckDatabase() {}

  public static void main(String[] arguments) {
    Properties properties = new Properties();
    properties.setProperty("user", System.getenv("MESHWORK_DB_USER"));
    properties.setProperty("password", System.getenv("MESHWORK_DB_PASSWORD"));
    properties.setProperty("currentSchema", "meshwork,public");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "10");
    try (Connection connection = DriverManager.getConnection(System.getenv("MESHWORK_DB_URL"), properties)) {
      int server = connection.getMetaData().getDatabaseMajorVersion();
      String vector = value(connection, "select extversion from pg_extension where extname = 'vector'");
      if (server < 15) {
        fail("PostgreSQL " + server + " is too old: 15 or newer is needed");
      }
      if (vector == null) {
        String available = value(connection, "select default_version from pg_available_extensions where name = 'vector'");
        fail(
            available == null
                ? "pgvector is not installed on the server: install it there, then run CREATE EXTENSION vector in this database"
                : "pgvector is not in this database: as a superuser run CREATE EXTENSION vector in it");
      }
      if (value(connection, "select to_regtype('vector')::text") == null) {
        fail("pgvector is in a schema that a node does not search: as a superuser run ALTER EXTENSION vector SET SCHEMA public");
      }
      String right = value(connection, MISSING_RIGHT);
      if (right != null) {
        fail("the user may not make the node's tables: as a superuser run in this database: " + right);
      }
      System.out.println("PostgreSQL " + server + ", pgvector " + vector + warning(vector));
    } catch (SQLException e) {
      fail("the database cannot be used: " + e.getMessage());
    }
  }

  private static String warning(String vector) {
    String[] parts = vector.split("\\.");
    int number = Integer.parseInt(parts[0]) * 10000 + Integer.parseInt(parts[1]) * 100 + (parts.length > 2 ? Integer.parseInt(parts[2]) : 0);
    if (number < 700) {
      fail("pgvector " + vector + " is too old: 0.7 or newer is needed, 0.8.4 or newer for production");
    }
    return number < 804 ? " (has known faults, which a node does not trigger; 0.8.4 or newer for production)" : "";
  }

  private static String value(Connection connection, String query) throws SQLException {
    try (ResultSet rows = connection.createStatement().executeQuery(query)) {
      return rows.next() ? rows.getString(1) : null;
    }
  }

  private static void fail(String message) {
    System.out.println(message);
    System.exit(1);
  }
}
