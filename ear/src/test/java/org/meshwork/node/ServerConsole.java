package org.meshwork.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import org.jboss.as.controller.client.ModelControllerClient;
import org.jboss.dmr.ModelNode;

/** The management model of a server, as its console uses it. */
final class ServerConsole implements AutoCloseable {
  private final ModelControllerClient client;

  ServerConsole(String url) {
    URI address = URI.create(url);
    try {
      client =
          ModelControllerClient.Factory.create(
              InetAddress.getByName(address.getHost()), address.getPort());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void stopJob(String execution) {
    job("stop-job", execution);
  }

  void restartJob(String execution) {
    job("restart-job", execution);
  }

  private void job(String name, String execution) {
    ModelNode operation = operation(name);
    operation.get("address").add("deployment", "meshwork.ear");
    operation.get("address").add("subdeployment", "batch.jar");
    operation.get("address").add("subsystem", "batch-jberet");
    operation.get("execution-id").set(Long.parseLong(execution));
    execute(operation);
  }

  void redeploy() {
    ModelNode operation = operation("redeploy");
    operation.get("address").add("deployment", "meshwork.ear");
    execute(operation);
  }

  void suspend() {
    execute(operation("suspend"));
  }

  void resume() {
    execute(operation("resume"));
  }

  private static ModelNode operation(String name) {
    ModelNode operation = new ModelNode();
    operation.get("operation").set(name);
    operation.get("address").setEmptyList();
    return operation;
  }

  private void execute(ModelNode operation) {
    try {
      ModelNode answer = client.execute(operation);
      if (!"success".equals(answer.get("outcome").asString())) {
        throw new IllegalStateException(operation + " gave " + answer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    client.close();
  }
}
