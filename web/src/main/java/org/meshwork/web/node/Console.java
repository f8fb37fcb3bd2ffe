package org.meshwork.web.node;

/** Where the server's management console is, by the properties that the server was started with. */
final class Console {
  private static final int DEFAULT_PORT = 9990;

  private Console() {}

  static String url() {
    int port =
        Integer.getInteger("jboss.management.http.port", DEFAULT_PORT)
            + Integer.getInteger("jboss.socket.binding.port-offset", 0);
    return "http://%s:%d/console"
        .formatted(System.getProperty("jboss.bind.address.management", "127.0.0.1"), port);
  }
}
