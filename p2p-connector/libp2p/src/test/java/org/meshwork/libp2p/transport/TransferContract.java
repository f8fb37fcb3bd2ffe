package org.meshwork.libp2p.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.connection.Stream;

/**
 * What a transport promises about streams. {@code -Dlibp2p.contract.mebibytes} says how much the
 * largest transfer is each way: more than any window, the largest of which have 16 MiB.
 */
abstract class TransferContract extends DialContract {
  private static final long MEBIBYTES = Long.getLong("libp2p.contract.mebibytes", 20);
  private static final int STREAMS = 1_000;

  @Test
  void carriesStreamsThatEitherSideOpens() throws Exception {
    Pair pair = connect();
    pair.listener().acceptStreams(TransferContract::echo);
    pair.dialer().acceptStreams(TransferContract::echo);
    assertEchoes(pair.dialer(), "from the dialer");
    assertEchoes(pair.listener(), "from the listener");
  }

  @Test
  void carriesMuchBothWaysAtOnceUnchanged() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    long bytes = MEBIBYTES << 20;
    Intake here = intake(ends[0]);
    Intake there = intake(ends[1]);
    CompletableFuture<Long> back = Outflow.of(ends[1], bytes, 2);
    // One byte has gone ahead.
    Outflow.of(ends[0], bytes, 1);
    Intake.Content came = get(here.content());
    assertThat(came.bytes()).isEqualTo(bytes);
    assertThat(came.checksum()).isEqualTo(get(back));
    Intake.Content went = get(there.content());
    assertThat(went.bytes()).isEqualTo(bytes + 1);
    assertThat(went.checksum()).isEqualTo(checksumAfterOneByte(bytes));
    get(ends[0].closed());
    get(ends[1].closed());
  }

  private static long checksumAfterOneByte(long bytes) {
    java.util.zip.CRC32 checksum = new java.util.zip.CRC32();
    checksum.update('!');
    java.util.Random random = new java.util.Random(1);
    for (long left = bytes; left > 0; left -= 60_000) {
      byte[] chunk = new byte[(int) Math.min(left, 60_000)];
      random.nextBytes(chunk);
      checksum.update(chunk);
    }
    return checksum.getValue();
  }

  @Test
  void carriesAThousandStreams() throws Exception {
    Pair pair = connect();
    pair.listener().acceptStreams(TransferContract::echo);
    List<CompletableFuture<Intake.Content>> echoes = new ArrayList<>();
    for (int count = 0; count < STREAMS; count++) {
      Stream stream = get(pair.dialer().openStream());
      echoes.add(intake(stream).content());
      Outflow.text(stream, "stream " + count);
      stream.closeWrite();
    }
    for (int count = 0; count < STREAMS; count++) {
      assertThat(get(echoes.get(count)).text()).isEqualTo("stream " + count);
    }
  }

  @Test
  void closesEachWayOnItsOwn() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    ends[0].closeWrite();
    assertThat(get(intake(ends[1]).content()).text()).isEqualTo("!");
    Intake here = intake(ends[0]);
    Outflow.text(ends[1], "still open this way");
    ends[1].closeWrite();
    assertThat(get(here.content()).text()).isEqualTo("still open this way");
    get(ends[0].closed());
    get(ends[1].closed());
  }

  @Test
  void tellsThePeerOfAReset() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake there = intake(ends[1]);
    ends[0].reset();
    assertFails(there.content(), Reason.RESET);
    assertFails(ends[0].closed(), Reason.RESET);
    assertFails(ends[1].closed(), Reason.RESET);
    assertEchoes(pair.dialer(), "the connection goes on");
  }

  @Test
  void resetsAStreamWhoseReaderThrows() throws Exception {
    Pair pair = connect();
    Stream[] ends = openStream(pair.dialer(), pair.listener());
    Intake here = intake(ends[0]);
    ends[1].read(
        new org.meshwork.libp2p.connection.StreamReader() {
          @Override
          public void bytes(io.netty.buffer.ByteBuf bytes) {
            bytes.release();
            throw new IllegalStateException("a reader with a mistake");
          }

          @Override
          public void endOfInput() {}

          @Override
          public void failed(ConnectionFailed failure) {}
        });
    assertFails(here.content(), Reason.RESET);
  }
}
