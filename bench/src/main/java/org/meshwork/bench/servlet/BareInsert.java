package org.meshwork.bench.servlet;

import jakarta.annotation.Resource;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.UUID;
import javax.sql.DataSource;

/** What a submission is measured against: reads the body, inserts one row, answers. */
public class BareInsert extends HttpServlet {
  private static final long serialVersionUID = 1L;

  @Resource(lookup = "java:jboss/datasources/MeshworkDS")
  private transient DataSource dataSource;

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    String body = new String(request.getInputStream().readAllBytes(), "UTF-8");
    UUID id = UUID.randomUUID();
    try (Connection connection = dataSource.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "insert into bench_row (id, at, input) values (?, now(), ?::jsonb)")) {
      insert.setObject(1, id);
      insert.setString(2, body);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new ServletException(e);
    }
    response.setStatus(HttpServletResponse.SC_ACCEPTED);
    response.setContentType("application/json");
    response.getWriter().write("{\"id\":\"" + id + "\"}");
  }
}
