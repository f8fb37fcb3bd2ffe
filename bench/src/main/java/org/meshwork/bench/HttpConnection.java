package org.meshwork.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.util.Locale;

/**
 * One kept-alive connection that posts JSON. As light as it can be, because the load generator
 * shares the machine with what it measures.
 */
final class HttpConnection implements AutoCloseable {
  private static final int MAX_LINE = 8_192;

  private final Socket socket;
  private final InputStream in;
  private final OutputStream out;
  private final String host;

  /** Another answer than was expected. */
  static final class Refused extends IOException {
    private static final long serialVersionUID = 1L;

    Refused(String message) {
      super(message);
    }
  }

  HttpConnection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(60_000);
    in = new BufferedInputStream(socket.getInputStream(), 16_384);
    out = socket.getOutputStream();
    host = server.getAuthority();
  }

  /** The answer's body; anything but the expected status is an error. */
  byte[] post(String path, String authorization, String body, int expected) throws IOException {
    byte[] content = body.getBytes(UTF_8);
    String head =
        "POST %s HTTP/1.1\r\nHost: %s\r\nAuthorization: %s\r\nContent-Type: application/json\r\nAccept: application/json\r\nContent-Length: %d\r\n\r\n"
            .formatted(path, host, authorization, content.length);
    byte[] bytes = head.getBytes(ISO_8859_1);
    byte[] request = new byte[bytes.length + content.length];
    System.arraycopy(bytes, 0, request, 0, bytes.length);
    System.arraycopy(content, 0, request, bytes.length, content.length);
    out.write(request);
    String status = line();
    byte[] answer = body();
    if (!status.startsWith("HTTP/1.1 " + expected)) {
      throw new Refused("%s: %s %s".formatted(path, status, new String(answer, UTF_8)));
    }
    return answer;
  }

  private byte[] body() throws IOException {
    int length = 0;
    boolean chunked = false;
    for (String header = line(); !header.isEmpty(); header = line()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Integer.parseInt(lower.substring(15).strip());
      }
      chunked |= lower.startsWith("transfer-encoding:") && lower.contains("chunked");
    }
    return chunked ? chunks() : in.readNBytes(length);
  }

  private byte[] chunks() throws IOException {
    java.io.ByteArrayOutputStream body = new java.io.ByteArrayOutputStream();
    for (int size = size(); size > 0; size = size()) {
      body.write(in.readNBytes(size));
      line();
    }
    line();
    return body.toByteArray();
  }

  private int size() throws IOException {
    return Integer.parseInt(line().replaceFirst(";.*", "").strip(), 16);
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0 || line.length() > MAX_LINE) {
        throw new EOFException("the server closed the connection");
      }
      if (c != '\r') {
        line.append((char) c);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
