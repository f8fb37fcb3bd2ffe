package org.meshwork.libp2p.security.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;

/**
 * Judges the certificate of one peer in one handshake, and remembers who it proved to be. An
 * expected peer that is not there is refused within the handshake, so that a dialler doesn't show
 * its own certificate to a stranger. For the thread that does the handshake.
 */
public final class PeerTrust extends X509ExtendedTrustManager {
  private final Clock clock;
  private final Optional<PeerId> expected;
  private Optional<PublicKey> proven = Optional.empty();
  private Optional<ConnectionFailed> failure = Optional.empty();

  /**
   * @param expected who must be at the other end; anybody if empty
   */
  public PeerTrust(Clock clock, Optional<PeerId> expected) {
    this.clock = clock;
    this.expected = expected;
  }

  /** The key of the peer, once its certificate was found good. */
  public Optional<PublicKey> proven() {
    return proven;
  }

  /** Why the certificate was refused, if it was. */
  public Optional<ConnectionFailed> failure() {
    return failure;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    proven = Optional.empty();
    try {
      proven = Optional.of(requireExpected(read(chain)));
    } catch (ConnectionFailed refused) {
      failure = Optional.of(refused);
      throw new CertificateException(refused.getMessage(), refused);
    }
  }

  private PublicKey read(X509Certificate[] chain) throws CertificateException {
    if (chain.length != 1) {
      throw new ConnectionFailed(
          Reason.HANDSHAKE_REFUSED, "the peer sent " + chain.length + " certificates, not one");
    }
    try {
      return PeerCertificate.decode(Bytes.of(chain[0].getEncoded()))
          .requireValid(clock.instant())
          .peerKey();
    } catch (InputRefused refused) {
      throw new ConnectionFailed(
          Reason.HANDSHAKE_REFUSED, "the peer sent " + refused.getMessage(), refused);
    }
  }

  private PublicKey requireExpected(PublicKey key) {
    if (expected.isPresent() && !expected.get().isOf(key)) {
      throw new ConnectionFailed(
          Reason.IDENTITY_MISMATCH,
          "peer " + PeerId.of(key) + " answered where " + expected.get() + " was expected");
    }
    return key;
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
