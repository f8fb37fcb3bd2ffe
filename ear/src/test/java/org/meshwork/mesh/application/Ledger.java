package org.meshwork.mesh.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.Resource;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.MessageDrivenContext;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.meshwork.connector.MeshRequest;
import org.meshwork.connector.RequestListener;
import org.meshwork.connector.RequestRefused;

/** Enters each request into a table, and ends as the request says. */
@MessageDriven(
    activationConfig =
        @ActivationConfigProperty(propertyName = "protocol", propertyValue = Ledger.PROTOCOL))
@ResourceAdapter("mesh.rar")
public class Ledger implements RequestListener {
  public static final String PROTOCOL = "/test/ledger/1.0.0";

  @Resource private MessageDrivenContext context;

  @Resource(lookup = "java:jboss/datasources/MeshworkDS")
  private DataSource database;

  @Override
  public byte[] answer(MeshRequest request) {
    String entry = new String(request.payload(), UTF_8);
    enter(entry);
    if (entry.startsWith("undo")) {
      context.setRollbackOnly();
    }
    if (entry.startsWith("stumble")) {
      throw new IllegalStateException("nobody's business");
    }
    if (entry.startsWith("refuse")) {
      throw new RequestRefused("no such account: " + entry);
    }
    return ("entered for " + request.from()).getBytes(UTF_8);
  }

  private void enter(String entry) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement("insert into ledger (entry) values (?)")) {
      insert.setString(1, entry);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
