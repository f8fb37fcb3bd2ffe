package org.meshwork.cli.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class EventParserTest {
  private static List<ServerEvent> parse(String stream) {
    EventParser parser = new EventParser();
    return Stream.of(stream.split("\n", -1)).map(parser::accept).flatMap(Optional::stream).toList();
  }

  @Test
  void joinsDataLinesAndLeavesOneSpaceAway() {
    assertThat(parse("id: 7\nevent: item\ndata: a\ndata:  b\n\n"))
        .containsExactly(new ServerEvent("7", "item", "a\n b"));
  }

  @Test
  void ignoresCommentsRetryHintsAndUnknownFields() {
    assertThat(parse(": heartbeat\n\nretry: 10\nfancy: x\ndata: {}\n\n"))
        .containsExactly(new ServerEvent("", "message", "{}"));
  }

  @Test
  void dispatchesNothingWithoutData() {
    assertThat(parse("event: end\nid: 3\n\ndata: x\n\n"))
        .containsExactly(new ServerEvent("", "message", "x"));
  }

  @Test
  void doesNotCarryAnIdOverToTheNextEvent() {
    assertThat(parse("id: 1\ndata: a\n\ndata: b\n\n"))
        .extracting(ServerEvent::id)
        .containsExactly("1", "");
  }

  @Test
  void dropsAByteOrderMarkAtTheBeginningOnly() {
    assertThat(parse("\uFEFFdata: a\n\ndata: \uFEFFb\n\n"))
        .extracting(ServerEvent::data)
        .containsExactly("a", "\uFEFFb");
  }

  @Test
  void refusesAnIdWithNul() {
    assertThat(parse("id: 4\0\ndata: a\n\n")).extracting(ServerEvent::id).containsExactly("");
  }
}
