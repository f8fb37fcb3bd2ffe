package org.meshwork.documents.parsing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.meshwork.documents.parsing.DocumentUnreadable.Reason;

class RefusesHostilePdfsTest extends ParsingFixture {
  private static final long ZEROS = 128L << 20;

  @Test
  void truncated() {
    byte[] whole = Samples.pdf("");
    assertReason(
        refused("a.pdf", Arrays.copyOf(whole, whole.length / 3)), Reason.CORRUPT, Reason.NO_TEXT);
    assertReason(refused("a.pdf", Arrays.copyOf(whole, 40)), Reason.CORRUPT);
  }

  @Test
  void protectedByPassword() {
    assertReason(refused("a.pdf", Samples.pdf("secret")), Reason.ENCRYPTED);
  }

  @Test
  void deflateBomb() {
    assertReason(refused("a.pdf", HostilePdfs.deflateBomb(ZEROS)), Reason.BOMB);
  }

  @Test
  void deflateBombBehindAnotherFilter() {
    assertReason(refused("a.pdf", HostilePdfs.disguisedBomb(ZEROS)), Reason.BOMB);
  }

  @Test
  void streamsCompressedTwice() {
    assertReason(refused("a.pdf", HostilePdfs.chainedFilters()), Reason.BOMB);
  }

  @Test
  void bombInTheTableOfObjects() {
    assertReason(refused("a.pdf", HostilePdfs.crossReferenceBomb(ZEROS)), Reason.BOMB);
  }

  @Test
  void treeOfPagesThatGoesInCircles() {
    assertReason(refused("a.pdf", HostilePdfs.cyclicTree()), Reason.CORRUPT, Reason.NO_TEXT);
  }

  @Test
  void treeOfPagesThatIsTooDeep() {
    assertReason(refused("a.pdf", HostilePdfs.deepTree(50_000)), Reason.BOMB);
  }

  @Test
  void millionPages() {
    assertReason(refused("a.pdf", HostilePdfs.wideTree(1_000_000)), Reason.TOO_LARGE);
  }

  @Test
  void treeOfPagesThatMultiplies() {
    assertReason(refused("a.pdf", HostilePdfs.bushyTree(9)), Reason.TOO_LARGE, Reason.CORRUPT);
  }

  @Test
  void pageThatRepeatsItsContent() {
    assertReason(refused("a.pdf", HostilePdfs.repeatedContent(5_000)), Reason.BOMB);
  }

  @Test
  void formsThatDrawFormsWithoutEnd() {
    ParsingSettings hasty =
        new ParsingSettings(Duration.ofSeconds(2), 1_000_000, 100, 512L << 20, 5);
    long start = System.nanoTime();
    DocumentUnreadable refusal = refused("a.pdf", file(HostilePdfs.formsWithoutEnd(12)), hasty);
    assertReason(refusal, Reason.TOO_SLOW);
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void countOfPagesIsNotBelieved() {
    assertThat(parse("a.pdf", HostilePdfs.boastfulCount()).text()).isEqualTo("Torvay Head");
  }
}
