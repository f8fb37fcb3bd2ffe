package org.meshwork.mesh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.function.Consumer;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.as.controller.client.ModelControllerClientConfiguration;
import org.jboss.as.controller.client.OperationBuilder;
import org.jboss.dmr.ModelNode;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/** The management model of a server, as the console and the CLI use it. */
final class Management implements AutoCloseable {
  static final String ADAPTER = "subsystem=resource-adapters/resource-adapter=mesh";

  /** Of a machine that has other things to do. */
  private static final int CONNECT_MILLIS = 60_000;

  private final ModelControllerClient client;

  Management(String url) {
    URI server = URI.create(url);
    client =
        ModelControllerClient.Factory.create(
            new ModelControllerClientConfiguration.Builder()
                .setHostName(server.getHost())
                .setPort(server.getPort())
                .setConnectionTimeout(CONNECT_MILLIS)
                .build());
  }

  /** One of the adapter's, as text. */
  String statistic(String name) {
    return read(ADAPTER + "/statistics=extended", name);
  }

  String read(String address, String attribute) {
    return execute(address, "read-attribute", it -> it.get("name").set(attribute)).asString();
  }

  /**
   * Has the server do something.
   *
   * @param address such as {@code subsystem=ejb3/cache=simple}
   * @throws OperationFailed with the server's words
   */
  ModelNode execute(String address, String operation, Consumer<ModelNode> parameters) {
    ModelNode request = request(address, operation);
    parameters.accept(request);
    return execute(OperationBuilder.create(request));
  }

  void deploy(Archive<?> archive) {
    ModelNode request = request("deployment=" + archive.getName(), "add");
    request.get("enabled").set(true);
    request.get("content").add().get("input-stream-index").set(0);
    execute(
        OperationBuilder.create(request)
            .addInputStream(archive.as(ZipExporter.class).exportAsInputStream()));
  }

  void undeploy(String name) {
    execute("deployment=" + name, "remove", it -> {});
  }

  private static ModelNode request(String address, String operation) {
    ModelNode request = new ModelNode();
    request.get("operation").set(operation);
    request.get("address").setEmptyList();
    if (!address.isEmpty()) {
      for (String step : address.split("/")) {
        int middle = step.indexOf('=');
        request.get("address").add(step.substring(0, middle), step.substring(middle + 1));
      }
    }
    return request;
  }

  private ModelNode execute(OperationBuilder request) {
    try {
      ModelNode answer = client.execute(request.build());
      if (!answer.get("outcome").asString().equals("success")) {
        throw new OperationFailed(answer.get("failure-description").toString());
      }
      return answer.get("result");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server has refused. */
  static final class OperationFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OperationFailed(String message) {
      super(message);
    }
  }
}
