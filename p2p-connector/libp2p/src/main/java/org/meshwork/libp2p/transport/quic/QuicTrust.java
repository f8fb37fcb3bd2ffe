package org.meshwork.libp2p.transport.quic;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.quic.QuicChannel;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.meshwork.libp2p.security.tls.PeerTrust;

/**
 * Asks, for each connection, the one that knows who is expected on it. One context of BoringSSL
 * serves all connections, because Netty frees those of QUIC only when they are collected. Called on
 * the connection's event loop, but never while Netty handles its packets.
 */
final class QuicTrust extends X509ExtendedTrustManager {
  /** The alert bad_certificate as an error of QUIC (RFC 9001 section 4.8; RFC 8446 section 6). */
  static final int BAD_CERTIFICATE = 0x100 + 42;

  private static final String REFUSAL = "the certificate is refused";

  private record Handshake(QuicChannel channel, PeerTrust trust) {}

  private final Map<SSLEngine, Handshake> handshakes = new ConcurrentHashMap<>();

  void begin(SSLEngine engine, QuicChannel channel, PeerTrust trust) {
    handshakes.put(engine, new Handshake(channel, trust));
  }

  void end(SSLEngine engine) {
    handshakes.remove(engine);
  }

  private void check(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    Handshake handshake = handshakes.get(engine);
    if (handshake == null) {
      throw unknown();
    }
    try {
      handshake.trust().checkServerTrusted(chain, type);
    } catch (CertificateException refused) {
      tell(handshake.channel());
      throw refused;
    }
  }

  /** Now or never: once BoringSSL knows of the refusal, Netty closes without a word. */
  private static void tell(QuicChannel channel) {
    ByteBuf reason = Unpooled.copiedBuffer(REFUSAL, StandardCharsets.US_ASCII);
    channel.close(false, BAD_CERTIFICATE, reason);
  }

  private static CertificateException unknown() {
    return new CertificateException("a certificate of a handshake that nobody began");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, type, engine);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain, type, engine);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw unknown();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw unknown();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw unknown();
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw unknown();
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
