package org.meshwork.libp2p.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.meshwork.libp2p.Refusal.assertRefused;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.crypto.KeyType;
import org.meshwork.libp2p.crypto.PrivateKey;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;
import org.meshwork.libp2p.multiformats.Multiaddr;
import org.meshwork.libp2p.peer.PeerId;

class OpenedRecordsTest {
  private static final PrivateKey KEY = PrivateKey.generate(KeyType.ED25519, new FixedRandom(1));

  private static Bytes record(long sequence) {
    return CertifiedPeerRecord.seal(
            KEY,
            new PeerRecord(
                PeerId.of(KEY.publicKey()),
                sequence,
                List.of(Multiaddr.parse("/ip4/192.0.2.1/tcp/4001"))))
        .envelope()
        .encode();
  }

  @Test
  void opensEachRecordOnce() {
    OpenedRecords records = new OpenedRecords();
    CertifiedPeerRecord first = records.open(record(1));
    assertThat(first.content().sequence()).isEqualTo(1);
    assertThat(records.open(record(1))).isSameAs(first);
    assertThat(records.open(record(2))).isNotEqualTo(first);
  }

  @Test
  void forgetsWhatWasOpenedLongestAgo() {
    OpenedRecords records = new OpenedRecords(2);
    CertifiedPeerRecord first = records.open(record(1));
    CertifiedPeerRecord second = records.open(record(2));
    assertThat(records.open(record(1))).isSameAs(first);
    records.open(record(3));
    assertThat(records.open(record(1))).isSameAs(first);
    assertThat(records.open(record(2))).isNotSameAs(second).isEqualTo(second);
    assertThatIllegalArgumentException().isThrownBy(() -> new OpenedRecords(0));
  }

  @Test
  void refusesWhatIsForgedEachTime() {
    OpenedRecords records = new OpenedRecords();
    byte[] forged = record(1).toArray();
    forged[forged.length - 1] ^= 1;
    for (int time = 0; time < 2; time++) {
      assertRefused(Reason.FORGED, () -> records.open(Bytes.of(forged)));
    }
  }
}
