package org.meshwork.libp2p.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/** Of the promises of {@link Stream}: each way closes on its own, after all that was written. */
abstract class ClosingContract extends DeliveryContract {
  @Test
  void eachWayClosesOnItsOwn() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    await(send(pair.near(), 1_000, 6));
    await(far.end());
    assertThat(pair.near().closed().toCompletableFuture().isDone()).isFalse();
    CompletionStage<Long> back = send(pair.far(), 500_000, 7);
    assertThat(await(near.end())).isEqualTo(await(back));
    await(pair.near().closed());
    await(pair.far().closed());
  }

  @Test
  void closesWithoutAByte() throws Exception {
    ends.listener().acceptStreams(accepted::add);
    Stream near = await(ends.dialler().openStream());
    await(near.closeWrite());
    Stream far = nextAccepted();
    await(far.closeWrite());
    RecordingReader came = record(far, new RecordingReader());
    RecordingReader answer = record(near);
    await(came.end());
    await(answer.end());
    await(near.closed());
    await(far.closed());
    assertThat(came.count() + answer.count()).isZero();
  }

  @Test
  void closingToWriteTwiceDoesNothing() throws Exception {
    Pair pair = open();
    RecordingReader far = record(pair.far());
    await(pair.near().closeWrite());
    await(pair.near().closeWrite());
    await(far.end());
    roundTrip();
  }

  @Test
  void refusesToWriteAfterClosing() throws Exception {
    Pair pair = open();
    record(pair.far());
    await(pair.near().closeWrite());
    ByteBuf late = bytes(10, 8);
    assertFails(Reason.CLOSED, () -> await(pair.near().write(late)));
    assertThat(late.refCnt()).isZero();
  }

  @Test
  void closesOnlyWhenEverythingIsDelivered() throws Exception {
    Pair pair = open();
    record(pair.near());
    RecordingReader far = record(pair.far());
    pause(pair.far());
    await(send(pair.near(), 1_000, 9));
    await(pair.far().closeWrite());
    await(pair.near().closed());
    roundTrip();
    assertThat(pair.far().closed().toCompletableFuture().isDone()).isFalse();
    assertThat(far.hasEnded()).isFalse();
    pair.far().resumeReading();
    await(pair.far().closed());
    assertThat(far.count()).isEqualTo(1_000);
    assertThat(far.hasEnded()).isTrue();
  }
}
