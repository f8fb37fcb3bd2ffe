package org.meshwork.web;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.not;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.node.DeployedNode;

/** What can be had without a password, and what can't. */
class OpenDoorsIT extends DeployedNode {
  @Test
  void showsThePageAndTheDescriptionToEverybody() {
    for (String path :
        List.of(
            "/",
            "/app/main.js",
            "/style.css",
            "/api-docs/",
            "/api-docs/swagger-ui-bundle.js",
            "/openapi")) {
      given().baseUri(URL).get(path).then().statusCode(200);
    }
  }

  @Test
  void letsThePageTrustNothingButThisNode() {
    for (String path : List.of("/", "/api-docs/", "/api/v1/node")) {
      given()
          .baseUri(URL)
          .get(path)
          .then()
          .header(
              "Content-Security-Policy", containsString("default-src 'none'; script-src 'self'"))
          .header("Content-Security-Policy", containsString("frame-ancestors 'none'"))
          .header("Content-Security-Policy", not(containsString("'unsafe-eval'")))
          .header("X-Content-Type-Options", equalTo("nosniff"));
    }
  }

  @Test
  void namesNoForeignAddressInThePage() {
    String page =
        given().baseUri(URL).get("/").asString()
            + given().baseUri(URL).get("/api-docs/").asString();

    assertThat(page)
        .doesNotContain("http://")
        .doesNotContain("https://")
        .doesNotContain("<script>");
  }

  @Test
  void asksForAPasswordEverywhereElse() {
    for (String path :
        List.of(
            "/api",
            "/api/",
            "/api/v1",
            "/api/v1/",
            "/api/v1/node",
            "/api/v1/none",
            "/api/v1/../v1/node",
            "//api/v1/node",
            "/api/v1;x/node")) {
      int status = given().baseUri(URL).urlEncodingEnabled(false).get(path).statusCode();

      assertThat(status).as(path).isIn(401, 404, 400);
    }
    given()
        .baseUri(URL)
        .get("/api/v1/node")
        .then()
        .statusCode(401)
        .contentType("application/problem+json")
        .header("WWW-Authenticate", "Basic realm=\"Meshwork\"")
        .body("type", equalTo("urn:meshwork:problem:authentication-required"));
  }

  @Test
  void keepsTheApplicationsInnardsToItself() {
    for (String path :
        List.of(
            "/WEB-INF/web.xml",
            "/META-INF/MANIFEST.MF",
            "/WEB-INF/classes/META-INF/openapi.yaml")) {
      given().baseUri(URL).get(path).then().statusCode(404);
    }
  }

  @Test
  void tellsItsHealthAtTheManagementPort() {
    given()
        .baseUri(MANAGEMENT_URL)
        .get("/health/live")
        .then()
        .statusCode(200)
        .body("status", equalTo("UP"));
    given().baseUri(MANAGEMENT_URL).get("/health/started").then().statusCode(200);
    given()
        .baseUri(MANAGEMENT_URL)
        .get("/health/ready")
        .then()
        .statusCode(200)
        .body("checks.name", hasItems("database", "model", "queues"))
        .body("checks.find { it.name == 'model' }.data.inUse", equalTo("cpu"));
  }
}
