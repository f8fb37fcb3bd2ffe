package org.meshwork.mesh.membership;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.PeerName;

class AttendanceTest {
  private final Attendance attendance = new Attendance();

  private static ConnectedPeer peer(String id) {
    return new ConnectedPeer(new PeerName(id), List.of("/ip4/192.0.2.1/tcp/1"), List.of(), false);
  }

  @Test
  void tellsWhoHasComeAndGone() {
    assertThat(attendance.look(List.of(peer("a"), peer("b"))).came())
        .containsExactly(peer("a"), peer("b"));

    Attendance.Change change = attendance.look(List.of(peer("b"), peer("c")));

    assertThat(change.came()).containsExactly(peer("c"));
    assertThat(change.gone()).containsExactly(new PeerName("a"));
    assertThat(attendance.present())
        .containsExactlyInAnyOrder(new PeerName("b"), new PeerName("c"));
    assertThat(attendance.look(List.of(peer("c"), peer("b"))).came()).isEmpty();
  }
}
