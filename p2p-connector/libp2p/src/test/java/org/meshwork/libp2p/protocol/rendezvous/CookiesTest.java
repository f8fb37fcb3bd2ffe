package org.meshwork.libp2p.protocol.rendezvous;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.crypto.FixedRandom;
import org.meshwork.libp2p.multiformats.Bytes;

class CookiesTest {
  private static final Optional<Namespace> APP = Optional.of(new Namespace("app"));
  private final Cookies cookies = new Cookies(new FixedRandom(1));
  private final Bytes cookie = cookies.cookie(77, APP);

  @Test
  void readsItsOwn() {
    assertThat(cookies.read(cookie, APP)).hasValue(77L);
    assertThat(cookies.read(cookies.cookie(5, Optional.empty()), Optional.empty())).hasValue(5L);
  }

  @Test
  void readsNoOthers() {
    assertThat(cookies.read(cookie, Optional.empty())).isEmpty();
    assertThat(cookies.read(cookie, Optional.of(new Namespace("other")))).isEmpty();
    assertThat(new Cookies(new FixedRandom(2)).read(cookie, APP)).isEmpty();
    assertThat(cookies.read(Bytes.EMPTY, APP)).isEmpty();
    assertThat(cookies.read(cookie.concat(Bytes.of((byte) 0)), APP)).isEmpty();
    for (int bit = 0; bit < 8 * cookie.size(); bit++) {
      byte[] broken = cookie.toArray();
      broken[bit / 8] ^= (byte) (1 << bit % 8);
      assertThat(cookies.read(Bytes.of(broken), APP)).isEmpty();
    }
  }
}
