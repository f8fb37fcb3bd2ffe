package org.meshwork.mesh.application;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.meshwork.connector.ContentName;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshConnectionFactory;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshStream;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

/** Speaks to the mesh for a test: does what the path says, and answers what came of it. */
@WebServlet("/*")
public class MeshServlet extends HttpServlet {
  private static final long serialVersionUID = 1L;
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @Resource(lookup = "java:/mesh/ConnectionFactory")
  private transient MeshConnectionFactory mesh;

  @Resource private transient ManagedExecutorService threads;

  @EJB private transient WordCounter counter;

  /** A failure of the mesh is answered by 502 and its reason. */
  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    byte[] answer;
    try (MeshConnection connection = mesh.connect()) {
      answer = answer(request, connection);
    } catch (MeshFailed failed) {
      response.setStatus(HttpServletResponse.SC_BAD_GATEWAY);
      answer = (failed.reason() + ": " + failed.getMessage()).getBytes(UTF_8);
    }
    response.setContentType("text/plain;charset=UTF-8");
    response.getOutputStream().write(answer);
  }

  private byte[] answer(HttpServletRequest request, MeshConnection connection) throws IOException {
    byte[] body = request.getInputStream().readAllBytes();
    return switch (request.getPathInfo()) {
      case "/request" ->
          connection.request(peer(request), request.getParameter("protocol"), body, PATIENCE);
      case "/call" ->
          connection.call(
              peer(request), SkillName.parse(request.getParameter("skill")), body, PATIENCE);
      case "/words" -> bytes(counter.count(peer(request), new String(body, UTF_8)));
      case "/stream" -> bytes(exchange(request, connection));
      case "/publish" -> {
        connection.publish(request.getParameter("topic"), body);
        yield new byte[0];
      }
      case "/provide" -> bytes(connection.provide(ContentName.of(body), PATIENCE));
      case "/withdraw" -> {
        connection.withdraw(ContentName.of(body));
        yield new byte[0];
      }
      case "/find" -> bytes(connection.find(ContentName.of(body), 8, PATIENCE));
      case "/peers" -> bytes(connection.peers());
      case "/self" -> bytes(connection.self());
      case "/heard" -> bytes(String.join("\n", News.heard()));
      case "/mbean" -> bytes(MeshBean.read(request.getParameter("attribute")));
      case "/waiting" -> bytes(Gate.waiting());
      case "/open" -> {
        Gate.open(Integer.parseInt(request.getParameter("callers")));
        yield new byte[0];
      }
      default -> throw new IllegalArgumentException(request.getPathInfo());
    };
  }

  private static PeerName peer(HttpServletRequest request) {
    return new PeerName(request.getParameter("peer"));
  }

  private static byte[] bytes(Object value) {
    return value.toString().getBytes(UTF_8);
  }

  /** Sends so many bytes, and reads what comes at the same time: how many, and their SHA-256. */
  private String exchange(HttpServletRequest request, MeshConnection connection)
      throws IOException {
    int size = Integer.parseInt(request.getParameter("size"));
    try (MeshStream stream =
        connection.open(peer(request), request.getParameter("protocol"), PATIENCE)) {
      Future<?> sent = threads.submit(() -> send(stream, size));
      DigestInputStream input =
          new DigestInputStream(stream.input(), MessageDigest.getInstance("SHA-256"));
      long received = input.transferTo(OutputStream.nullOutputStream());
      sent.get();
      return received + " " + HexFormat.of().formatHex(input.getMessageDigest().digest());
    } catch (NoSuchAlgorithmException | ExecutionException e) {
      throw new IOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static Void send(MeshStream stream, int size) throws IOException {
    try (OutputStream output = stream.output();
        InputStream pattern = Pattern.of(size)) {
      pattern.transferTo(output);
    }
    return null;
  }
}
