package org.meshwork.libp2p.muxer.yamux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meshwork.libp2p.Refusal.assertRefused;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meshwork.libp2p.Fuzz;
import org.meshwork.libp2p.FuzzRun;
import org.meshwork.libp2p.multiformats.InputRefused;
import org.meshwork.libp2p.multiformats.InputRefused.Reason;

/** Frames are found however they are cut, and what is no frame is refused. */
class FrameReaderTest {
  private static final long SEED = 20_260_101L;

  /** Takes everything, and checks that data is what its header said. */
  private static final class Collector implements FrameReader.Frames {
    final List<FrameHeader> frames = new ArrayList<>();
    long expected;
    long data;
    int ends;

    @Override
    public void frame(FrameHeader header) {
      assertThat(data).isEqualTo(expected);
      expected += header.type() == FrameType.DATA ? header.length() : 0;
      frames.add(header);
    }

    @Override
    public void data(ByteBuf part) {
      assertThat(part.isReadable()).isTrue();
      data += part.readableBytes();
      assertThat(data).isLessThanOrEqualTo(expected);
      part.release();
    }

    @Override
    public void endOfData() {
      assertThat(data).isEqualTo(expected);
      ends++;
    }

    @Override
    public boolean wantsMore() {
      return true;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "010000000000000100000000, UNSUPPORTED",
    "000400000000000100000000, UNKNOWN_CODE",
    "00ff00000000000100000000, UNKNOWN_CODE",
    "000000100000000100000000, UNKNOWN_CODE",
    "000080000000000100000000, UNKNOWN_CODE",
    "000000000000000000000000, MALFORMED",
    "000100000000000000000000, MALFORMED",
    "000000030000000100000000, MALFORMED",
    "000200010000000100000000, MALFORMED",
    "000200000000000000000000, MALFORMED",
    "000200030000000000000000, MALFORMED",
    "000200050000000000000000, MALFORMED",
    "000300010000000000000000, MALFORMED",
    "000300000000000100000000, MALFORMED"
  })
  void refusesWhatIsNoFrame(String hex, Reason reason) {
    ByteBuf input = Unpooled.wrappedBuffer(HexFormat.of().parseHex(hex));
    assertRefused(reason, () -> new FrameReader(new Collector()).read(input));
  }

  @Test
  void readsUnsignedValues() {
    Collector collector = new Collector();
    ByteBuf input = Unpooled.buffer();
    FrameHeader header = new FrameHeader(FrameType.WINDOW_UPDATE, 5, 0xffff_fffeL, 0xffff_ffffL);
    header.encode(input);
    new FrameReader(collector).read(input);
    assertThat(collector.frames).containsExactly(header);
  }

  @Test
  void findsFramesHoweverTheyAreCut() {
    Random random = new Random(SEED);
    for (int round = 0; round < 500; round++) {
      List<FrameHeader> frames = frames(random);
      ByteBuf input = encode(frames);
      Collector collector = new Collector();
      readInPieces(input, new FrameReader(collector), random);
      assertThat(collector.frames).isEqualTo(frames);
      assertThat(collector.data).isEqualTo(collector.expected);
      assertThat(collector.ends)
          .isEqualTo((int) frames.stream().filter(f -> f.type() == FrameType.DATA).count());
    }
  }

  @Test
  @Fuzz
  void refusesOrReadsWhateverComes() {
    FuzzRun run = FuzzRun.begin();
    Random random = run.random();
    int refused = 0;
    while (run.next()) {
      ByteBuf input = encode(frames(random));
      for (int broken = random.nextInt(4); broken > 0 && input.isReadable(); broken--) {
        int at = random.nextInt(input.readableBytes());
        input.setByte(at, random.nextInt(3) == 0 ? 0xff : input.getByte(at) ^ (1 << broken));
      }
      try {
        readInPieces(input, new FrameReader(new Collector()), random);
      } catch (InputRefused expected) {
        refused++;
      }
    }
    assertThat(refused).isBetween(run.count() / 20, run.count());
  }

  private static List<FrameHeader> frames(Random random) {
    List<FrameHeader> frames = new ArrayList<>();
    for (int left = 1 + random.nextInt(6); left > 0; left--) {
      long stream = 1 + (random.nextInt() & 0x7fff_ffffL);
      int flags = List.of(0, 1, 2, 4, 8, 5, 6).get(random.nextInt(7));
      frames.add(
          switch (random.nextInt(6)) {
            case 0 -> new FrameHeader(FrameType.PING, 1 + random.nextInt(2), 0, 77);
            case 1 -> new FrameHeader(FrameType.GO_AWAY, 0, 0, random.nextInt(3));
            case 2 -> new FrameHeader(FrameType.WINDOW_UPDATE, flags, stream, 0xffff_ffffL);
            default -> new FrameHeader(FrameType.DATA, flags, stream, random.nextInt(80));
          });
    }
    return frames;
  }

  private static ByteBuf encode(List<FrameHeader> frames) {
    ByteBuf out = Unpooled.buffer();
    for (FrameHeader frame : frames) {
      frame.encode(out);
      out.writeZero(frame.type() == FrameType.DATA ? (int) frame.length() : 0);
    }
    return out;
  }

  private static void readInPieces(ByteBuf input, FrameReader reader, Random random) {
    while (input.isReadable()) {
      reader.read(input.readSlice(1 + random.nextInt(Math.min(input.readableBytes(), 40))));
    }
  }
}
