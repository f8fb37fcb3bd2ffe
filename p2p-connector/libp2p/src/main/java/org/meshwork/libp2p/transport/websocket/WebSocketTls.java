package org.meshwork.libp2p.transport.websocket;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * How WebSockets are secured.
 *
 * @param server for listening; empty if there is no certificate
 * @param client for dialling
 */
public record WebSocketTls(Optional<SslContext> server, SslContext client) {
  public WebSocketTls {
    Objects.requireNonNull(server);
    Objects.requireNonNull(client);
  }

  /** Dials those whom the JDK trusts, and can't listen. */
  public static WebSocketTls jdkTrust() {
    return new WebSocketTls(Optional.empty(), build(clientBuilder()));
  }

  /** Dials those whose certificates lead to one of these, and nobody else. */
  public WebSocketTls trusting(List<X509Certificate> authorities) {
    return new WebSocketTls(
        server, build(clientBuilder().trustManager(authorities.toArray(X509Certificate[]::new))));
  }

  /**
   * Listens with a certificate.
   *
   * @param chain the key's certificate, and those that lead from it to an authority
   * @throws IllegalArgumentException if key and certificate do not fit
   */
  public WebSocketTls listeningWith(PrivateKey key, List<X509Certificate> chain) {
    SslContextBuilder builder =
        SslContextBuilder.forServer(key, chain.toArray(X509Certificate[]::new))
            .sslProvider(SslProvider.JDK);
    return new WebSocketTls(Optional.of(build(builder)), client);
  }

  private static SslContextBuilder clientBuilder() {
    return SslContextBuilder.forClient()
        .sslProvider(SslProvider.JDK)
        .endpointIdentificationAlgorithm("HTTPS");
  }

  private static SslContext build(SslContextBuilder builder) {
    try {
      return builder.build();
    } catch (SSLException e) {
      throw new IllegalArgumentException("no TLS with this key and these certificates", e);
    }
  }
}
