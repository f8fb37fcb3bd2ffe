package org.meshwork.connector.adapter.administration;

import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SignedStatement;
import org.meshwork.connector.adapter.calls.Names;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.peer.PeerId;
import org.meshwork.libp2p.record.Purpose;
import org.meshwork.libp2p.record.SignedEnvelope;

/** What applications have signed. */
final class Envelopes {
  private static final int MAX_STATEMENT_BYTES = 16_000;
  private static final int MAX_PURPOSE_LENGTH = 128;

  private Envelopes() {}

  static byte[] seal(PrivateKey key, String purpose, byte[] statement) {
    if (statement.length > MAX_STATEMENT_BYTES) {
      throw new MeshFailed(
          Reason.BAD_REQUEST,
          "a statement of %d bytes, not %d at most"
              .formatted(statement.length, MAX_STATEMENT_BYTES));
    }
    Purpose of = purpose(purpose);
    return Names.parsed(() -> SignedEnvelope.seal(key, of, Bytes.of(statement)).encode().toArray());
  }

  static SignedStatement open(String purpose, byte[] envelope) {
    Purpose of = purpose(purpose);
    try {
      SignedEnvelope opened = SignedEnvelope.open(Bytes.of(envelope), of);
      return new Opened(Names.peer(PeerId.of(opened.signer())), opened.payload().toArray());
    } catch (InputRefused refused) {
      throw new MeshFailed(Reason.FORGED, refused.getMessage(), refused);
    }
  }

  private static Purpose purpose(String name) {
    if (name.isEmpty() || name.length() > MAX_PURPOSE_LENGTH) {
      throw new MeshFailed(Reason.BAD_REQUEST, "a purpose has 1 to 128 characters");
    }
    return new Purpose("meshwork-" + name, Bytes.utf8("/meshwork/" + name));
  }

  private record Opened(PeerName signer, byte[] statement) implements SignedStatement {}
}
