package org.meshwork.web;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.node.DeployedNode;

/** Uploads as clients should not send them, written byte by byte. */
class UploadIT extends DeployedNode {
  private static final String COLLECTION = "uploads";
  private static final String PATH = "/api/v1/collections/uploads/documents";
  private static final String AUTHORIZATION =
      "Basic "
          + Base64.getEncoder()
              .encodeToString(
                  ("admin:" + System.getProperty("meshwork.test.password")).getBytes(UTF_8));
  private static final int MIB = 1 << 20;

  /** More than the server has threads. */
  private static final int DRIBBLES = 20 * Runtime.getRuntime().availableProcessors();

  /** What the node takes unless told. */
  private static final int MAX_UPLOADS = 4 * Runtime.getRuntime().availableProcessors();

  private final HttpClient client = HttpClient.newHttpClient();

  @BeforeEach
  void createCollection() {
    as("admin").createCollection(COLLECTION);
  }

  @AfterEach
  void deleteCollection() {
    as("admin").request().delete("/collections/" + COLLECTION).then().statusCode(204);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../../etc/passwd",
        "a/../../b.txt",
        "..\\\\..\\\\b.txt",
        "/etc/passwd",
        "C:\\\\boot.ini",
        "a\u0000b.txt",
        ".."
      })
  void refusesNamesThatLeadElsewhere(String name) throws Exception {
    List<String> before = tasks();

    HttpResponse<String> response = send(file("filename=\"" + name + "\"", "text"));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(type(response)).isEqualTo("urn:meshwork:problem:input-rejected");
    assertThat(tasks()).isEqualTo(before);
  }

  @Test
  void refusesANameOfMoreThanAThousandAndTwentyFourCharacters() throws Exception {
    assertThat(send(file("filename=\"" + "n".repeat(1_025) + "\"", "text")).statusCode())
        .isEqualTo(400);
  }

  @Test
  void keepsFoldersAndUnicodeInNames() throws Exception {
    HttpResponse<String> response =
        send(
            file("filename=\"./ordner//\u00fcber \u4f60.txt\"", "The first text.")
                + file("filename*=UTF-8''caf%C3%A9.txt", "The second text."));
    assertThat(response.statusCode()).isEqualTo(202);
    as("admin").awaitEnd(JsonPath.from(response.body()).getString("id"));

    List<String> names =
        as("admin").request().get("/collections/uploads/documents").path("items.name");
    assertThat(names).containsExactlyInAnyOrder("ordner/\u00fcber \u4f60.txt", "caf\u00e9.txt");
  }

  @Test
  void refusesPartsThatAreNoFiles() throws Exception {
    assertThat(send(part("name=\"note\"", "hello")).statusCode()).isEqualTo(400);
    assertThat(send(part("name=\"file\"", "hello")).statusCode()).isEqualTo(400);
    assertThat(send("").statusCode()).isEqualTo(400);
  }

  @Test
  void refusesWhatIsNoMultipart() throws Exception {
    assertThat(post("multipart/form-data", BodyPublishers.ofString("x")).statusCode())
        .isEqualTo(400);
    assertThat(post("multipart/form-data; boundary=b", BodyPublishers.ofString("x")).statusCode())
        .isEqualTo(400);
    assertThat(post("application/json", BodyPublishers.ofString("{}")).statusCode()).isEqualTo(415);
  }

  @Test
  void takesNothingFromABodyThatBreaksOff() throws Exception {
    String whole = file("filename=\"whole.txt\"", "whole");
    String half =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"half\"\r\n\r\nhal";

    List<String> before = tasks();

    HttpResponse<String> response =
        post("multipart/form-data; boundary=b", BodyPublishers.ofString(whole + half));

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(type(response)).isEqualTo("urn:meshwork:problem:request-malformed");
    assertThat(tasks()).isEqualTo(before);
  }

  @Test
  void letsADocumentThatIsTooLargeFailAlone() throws Exception {
    byte[] mebibyte = new byte[MIB];
    List<byte[]> chunks = new java.util.ArrayList<>();
    chunks.add(head("filename=\"huge.txt\"").getBytes(UTF_8));
    for (int i = 0; i < 101; i++) {
      chunks.add(mebibyte);
    }
    chunks.add(("\r\n" + closed(file("filename=\"small.txt\"", "A small text."))).getBytes(UTF_8));

    HttpResponse<String> response =
        post("multipart/form-data; boundary=b", BodyPublishers.ofByteArrays(chunks));

    assertThat(response.statusCode()).isEqualTo(202);
    String task = JsonPath.from(response.body()).getString("id");
    as("admin").awaitEnd(task);
    JsonPath items = as("admin").request().get("/tasks/" + task + "/items").jsonPath();
    assertThat(items.getString("items.find { it.name == 'huge.txt' }.problem.type"))
        .isEqualTo("urn:meshwork:problem:content-too-large");
    assertThat(items.getString("items.find { it.name == 'small.txt' }.state")).isEqualTo("done");
  }

  @Test
  void refusesARequestThatAnnouncesTooMuchBeforeReadingIt() throws IOException {
    URI node = URI.create(URL);
    try (Socket socket = new Socket(node.getHost(), node.getPort())) {
      OutputStream out = socket.getOutputStream();
      out.write(
          ("POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 9000000000\r\nConnection: close\r\n\r\n"
                  .formatted(PATH, node.getAuthority(), AUTHORIZATION))
              .getBytes(ISO_8859_1));
      out.flush();

      assertThat(firstLine(socket.getInputStream())).contains(" 413 ");
    }
  }

  @Test
  void answersOthersWhileManyBodiesDribble() throws IOException {
    try (Unfinished uploads = new Unfinished()) {
      for (int i = 0; i < DRIBBLES; i++) {
        uploads.begin(i % 2 == 0 ? AUTHORIZATION : "nobody");
      }

      for (String path : List.of("/api/v1/node", "/api/v1/collections", "/", "/openapi")) {
        given().spec(as("reader").request()).basePath("").get(path).then().statusCode(200);
      }
    }
  }

  @Test
  void tellsAnUploadThatIsOneTooManyToComeBack() throws Exception {
    try (Unfinished uploads = new Unfinished()) {
      for (int i = 0; i < MAX_UPLOADS; i++) {
        uploads.begin(AUTHORIZATION);
      }

      HttpResponse<String> refused =
          await("the refusal of an upload")
              .until(
                  () -> send(file("filename=\"a.txt\"", "text")),
                  response -> response.statusCode() == 503);

      assertThat(type(refused)).isEqualTo("urn:meshwork:problem:too-many-uploads");
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    }
  }

  /** Uploads whose clients have sent the beginning of a body, and nothing since. */
  private static final class Unfinished implements AutoCloseable {
    private final URI node = URI.create(URL);
    private final List<Socket> sockets = new ArrayList<>();

    void begin(String authorization) throws IOException {
      Socket socket = new Socket(node.getHost(), node.getPort());
      sockets.add(socket);
      String request =
          "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 90000\r\n\r\n--b\r\n"
              .formatted(PATH, node.getAuthority(), authorization);
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    @Override
    public void close() throws IOException {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  @Test
  void refusesAnUploadThatAnotherSitesPageSends() throws Exception {
    HttpRequest request =
        request(
                "multipart/form-data; boundary=b",
                BodyPublishers.ofString(closed(file("filename=\"a\"", "x"))))
            .header("Sec-Fetch-Site", "cross-site")
            .build();
    HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(403);
    assertThat(type(response)).isEqualTo("urn:meshwork:problem:cross-site-request");
  }

  private List<String> tasks() {
    return as("admin")
        .request()
        .get("/tasks?limit=200")
        .path("items.findAll { it.input.collection == 'uploads' }.id");
  }

  private static String firstLine(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      line.append((char) c);
    }
    return line.toString();
  }

  private static String head(String filename) {
    return "--b\r\nContent-Disposition: form-data; name=\"file\"; %s\r\n\r\n".formatted(filename);
  }

  private static String file(String filename, String content) {
    return head(filename) + content + "\r\n";
  }

  private static String part(String disposition, String content) {
    return "--b\r\nContent-Disposition: form-data; %s\r\n\r\n%s\r\n"
        .formatted(disposition, content);
  }

  private static String closed(String parts) {
    return parts + "--b--\r\n";
  }

  private HttpResponse<String> send(String parts) throws Exception {
    return post("multipart/form-data; boundary=b", BodyPublishers.ofString(closed(parts)));
  }

  private HttpResponse<String> post(String contentType, BodyPublisher body) throws Exception {
    return client.send(request(contentType, body).build(), BodyHandlers.ofString());
  }

  private static HttpRequest.Builder request(String contentType, BodyPublisher body) {
    return HttpRequest.newBuilder(URI.create(URL + PATH))
        .header("Authorization", AUTHORIZATION)
        .header("Content-Type", contentType)
        .POST(body);
  }

  private static String type(HttpResponse<String> response) {
    return JsonPath.from(response.body()).getString("type");
  }
}
