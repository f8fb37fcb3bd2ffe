package org.meshwork.libp2p;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Asserts that something is refused for the right reason. */
public final class Refusal {
  private Refusal() {}

  public static void assertRefused(Reason reason, ThrowingCallable decoding) {
    assertThatExceptionOfType(InputRefused.class)
        .isThrownBy(decoding)
        .satisfies(refused -> assertThat(refused.reason()).isEqualTo(reason))
        .withMessageEndingWith(reason.remedy());
  }
}
