package org.meshwork.mesh.descriptor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.meshwork.connector.PeerName;

/** Envelopes that anyone could forge who wanted to; no change of a byte goes unseen. */
final class FakeSignatures implements Signatures {
  private static final int DIGEST_BYTES = 32;

  private final PeerName self;

  FakeSignatures(PeerName self) {
    this.self = self;
  }

  @Override
  public byte[] sign(byte[] statement) {
    byte[] signer = self.id().getBytes(UTF_8);
    return ByteBuffer.allocate(1 + signer.length + DIGEST_BYTES + statement.length)
        .put((byte) signer.length)
        .put(signer)
        .put(digest(signer, statement))
        .put(statement)
        .array();
  }

  @Override
  public Signed open(byte[] envelope) {
    int signerEnd = envelope.length == 0 ? 0 : 1 + envelope[0];
    if (signerEnd < 2 || envelope.length < signerEnd + DIGEST_BYTES) {
      throw new SignatureWrong("too short");
    }
    byte[] signer = Arrays.copyOfRange(envelope, 1, signerEnd);
    byte[] digest = Arrays.copyOfRange(envelope, signerEnd, signerEnd + DIGEST_BYTES);
    byte[] statement = Arrays.copyOfRange(envelope, signerEnd + DIGEST_BYTES, envelope.length);
    if (!MessageDigest.isEqual(digest, digest(signer, statement))) {
      throw new SignatureWrong("another digest");
    }
    return new Signed(new PeerName(new String(signer, UTF_8)), statement);
  }

  private static byte[] digest(byte[] signer, byte[] statement) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(signer);
      return sha256.digest(statement);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
