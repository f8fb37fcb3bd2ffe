package org.meshwork.libp2p.transport.quic;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.meshwork.libp2p.security.tls.PeerTrust;

/**
 * Asks, for each connection, the one that knows who is expected on it. One context of BoringSSL
 * serves all connections, because Netty frees those of QUIC only when they are collected.
 */
final class QuicTrust extends X509ExtendedTrustManager {
  private final Map<SSLEngine, PeerTrust> handshakes = new ConcurrentHashMap<>();

  void begin(SSLEngine engine, PeerTrust trust) {
    handshakes.put(engine, trust);
  }

  void end(SSLEngine engine) {
    handshakes.remove(engine);
  }

  private void check(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    PeerTrust trust = handshakes.get(engine);
    if (trust == null) {
      throw unknown();
    }
    trust.checkServerTrusted(chain, type);
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
