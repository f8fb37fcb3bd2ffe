package org.meshwork.libp2p.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;

/**
 * What {@link Stream} and {@link StreamReader} promise, whatever carries them. Every muxer and
 * every transport passes it: {@link #connect} makes a pair of ends.
 */
public abstract class StreamContractTest extends ResetContract {
  @Test
  void closingFailsWhatIsOpen() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    await(ends.dialler().close());
    assertThat(await(near.failure()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(await(far.failure()).reason()).isEqualTo(Reason.CLOSED);
    assertFails(Reason.CLOSED, () -> await(pair.near().closed()));
    assertThat(await(ends.dialler().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(await(ends.listener().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertFails(Reason.CLOSED, () -> await(ends.dialler().openStream()));
    assertFails(Reason.CLOSED, () -> await(ends.listener().openStream()));
    ByteBuf late = bytes(10, 15);
    assertFails(Reason.CLOSED, () -> await(pair.near().write(late)));
    assertThat(late.refCnt()).isZero();
  }

  @Test
  void closesGracefullyWhenTheLastStreamHasEnded() throws Exception {
    Pair pair = open();
    RecordingReader near = record(pair.near());
    RecordingReader far = record(pair.far());
    CompletionStage<Void> closed = ends.dialler().closeGracefully();
    assertFails(Reason.CLOSED, () -> await(ends.dialler().openStream()));
    CompletionStage<Long> there = send(pair.near(), 1_000_000, 16);
    assertThat(await(far.end())).isEqualTo(await(there));
    assertThat(closed.toCompletableFuture().isDone()).isFalse();
    CompletionStage<Long> back = send(pair.far(), 1_000_000, 17);
    assertThat(await(near.end())).isEqualTo(await(back));
    await(pair.near().closed());
    await(pair.far().closed());
    await(closed);
    assertThat(await(ends.dialler().ended()).reason()).isEqualTo(Reason.CLOSED);
    assertThat(await(ends.listener().ended()).reason()).isEqualTo(Reason.CLOSED);
  }
}
