package org.meshwork.libp2p.protocol.kad.value;

import java.util.Arrays;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.peer.PeerId;

/**
 * {@code /namespace/} and a peer's id: what that peer has signed with the largest number. Of two
 * values with the same number the one with the larger bytes is better, so that all choose alike.
 */
public final class SignedValueValidator implements RecordValidator {
  private final String namespace;

  public SignedValueValidator(String namespace) {
    this.namespace = namespace;
  }

  @Override
  public void validate(Bytes key, Bytes value) {
    PeerId author = PeerId.decode(Validators.nameIn(key, namespace));
    SignedValue.open(namespace, value).requireAuthor(author);
  }

  @Override
  public boolean isBetter(Bytes key, Bytes value, Bytes than) {
    long sequence = SignedValue.open(namespace, value).sequence();
    long other = SignedValue.open(namespace, than).sequence();
    return sequence == other
        ? Arrays.compareUnsigned(value.toArray(), than.toArray()) > 0
        : Long.compareUnsigned(sequence, other) > 0;
  }
}
