package org.meshwork.libp2p.protocol.kad.value;

import org.meshwork.libp2p.crypto.PublicKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.peer.PeerId;

/** {@code /pk/} and a peer's id: its public key, of which there is but one. */
final class PublicKeyValidator implements RecordValidator {
  static final String NAMESPACE = "pk";

  @Override
  public void validate(Bytes key, Bytes value) {
    PeerId peer = PeerId.decode(Validators.nameIn(key, NAMESPACE));
    if (!peer.isOf(PublicKey.decode(value))) {
      throw new InputRefused(Reason.FORGED, "a public key that is not of " + peer);
    }
  }

  @Override
  public boolean isBetter(Bytes key, Bytes value, Bytes than) {
    return false;
  }
}
