package org.meshwork.mesh;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.util.Map;
import org.jboss.shrinkwrap.api.ShrinkWrap;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.meshwork.mesh.application.MeshServlet;
import org.meshwork.node.NodeDatabase;

/** The tests' application in the node's server, for as long as a test class needs it. */
final class Application implements AutoCloseable {
  private final MeshNode node;
  private final MeshNode.Deployed deployed;

  private Application(MeshNode node, MeshNode.Deployed deployed) {
    this.node = node;
    this.deployed = deployed;
  }

  static Application on(MeshNode node) {
    NodeDatabase database = node.server().database();
    database.execute(
        "create table if not exists ledger (entry text unique deferrable initially deferred)");
    database.execute("alter table ledger owner to meshwork");
    return new Application(node, node.deploy(archive()));
  }

  private static WebArchive archive() {
    return ShrinkWrap.create(WebArchive.class, "application.war")
        .addPackage(MeshServlet.class.getPackage())
        .setManifest(new StringAsset("Dependencies: org.meshwork.connector\n"));
  }

  Response post(String path, Map<String, ?> parameters, String body) {
    return RestAssured.given()
        .queryParams(parameters)
        .contentType("application/octet-stream")
        .body(body.getBytes(UTF_8))
        .post(node.server().url() + "/application/" + path);
  }

  /** What came of it, where it has to work. */
  String ask(String path, Map<String, ?> parameters, String body) {
    return post(path, parameters, body).then().statusCode(200).extract().asString();
  }

  String ask(String path) {
    return ask(path, Map.of(), "");
  }

  /** How it failed, where it has to. */
  String refusal(String path, Map<String, ?> parameters, String body) {
    return post(path, parameters, body).then().statusCode(502).extract().asString();
  }

  @Override
  public void close() {
    deployed.close();
  }
}
