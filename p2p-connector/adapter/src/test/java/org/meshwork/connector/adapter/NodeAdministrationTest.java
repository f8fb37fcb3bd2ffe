package org.meshwork.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.MeshAdministration;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SignedStatement;
import org.meshwork.connector.SkillListener;
import org.meshwork.connector.SkillName;
import org.meshwork.connector.adapter.administration.NodeAdministration;
import org.meshwork.connector.adapter.inbound.SkillActivation;

/** Two nodes that are not connected yet. */
class NodeAdministrationTest {
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Container container = new Container();
  @TempDir private Path folder;
  private MeshResourceAdapter adapter;
  private MeshAdministration here;
  private MeshAdministration there;

  @BeforeEach
  void start() throws Exception {
    adapter = container.start(folder);
    here = administration(adapter);
    there = administration(container.start(folder));
  }

  @AfterEach
  void stop() {
    container.close();
  }

  private static MeshAdministration administration(MeshResourceAdapter of) {
    NodeAdministration administration = new NodeAdministration();
    administration.setResourceAdapter(of);
    return administration;
  }

  private PeerName other() {
    return there.status().self();
  }

  private String otherAddress() {
    return there.status().listening().get(0);
  }

  private static List<PeerName> peers(MeshAdministration node) {
    return node.peers().stream().map(ConnectedPeer::name).toList();
  }

  private static void assertFails(Runnable call, Reason reason) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            MeshFailed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  @Test
  void tellsHowTheNodeIs() throws Exception {
    SkillActivation activation = new SkillActivation();
    activation.setSkill("text.upper/2");
    SkillListener listener = call -> call.input();
    adapter.endpointActivation(
        new Bean(container, SkillListener.class, listener, 4, false), activation);

    assertThat(here.status().self().id()).startsWith("12D3KooW");
    assertThat(here.status().isPrivate()).isFalse();
    assertThat(here.status().listening()).singleElement().asString().startsWith("/ip4/127.0.0.1/");
    assertThat(here.status().relays()).isEmpty();
    assertThat(here.status().skills()).containsExactly(SkillName.parse("text.upper/2"));
  }

  @Test
  void connectsPingsAndDisconnects() {
    assertThat(here.connect(otherAddress(), LONG)).isEqualTo(other());
    assertThat(peers(here)).containsExactly(other());
    assertThat(here.ping(other(), LONG)).isPositive().isLessThan(LONG);

    here.disconnect(other());

    await().until(() -> peers(here).isEmpty());
    assertFails(() -> here.ping(other(), LONG), Reason.UNREACHABLE);
  }

  @Test
  void connectsToAPeerWhereItIsSaidToBe() {
    assertFails(() -> here.connect(other(), LONG), Reason.UNREACHABLE);

    here.learn(other(), List.of("nonsense", otherAddress()), LONG);
    here.connect(other(), LONG);

    assertThat(here.addresses(other())).contains(otherAddress());
    assertThat(peers(here)).containsExactly(other());
  }

  @Test
  void keepsBlockedPeersAway() {
    here.connect(otherAddress(), LONG);

    here.block(other());

    await().until(() -> peers(here).isEmpty() && peers(there).isEmpty());
    assertThat(here.blocked()).containsExactly(other());
    assertFails(() -> here.connect(otherAddress(), LONG), Reason.REFUSED);
    dialInVain(here.status().listening().get(0));
    await().until(() -> peers(there).isEmpty());
    assertThat(peers(here)).isEmpty();

    here.unblock(other());

    assertThat(here.connect(otherAddress(), LONG)).isEqualTo(other());
  }

  /** Who dials may hear of the refusal only when the connection is up. */
  private void dialInVain(String address) {
    try {
      there.connect(address, LONG);
    } catch (MeshFailed refused) {
      assertThat(refused.reason()).isEqualTo(Reason.UNREACHABLE);
    }
  }

  @Test
  void signsForOnePurposeOnly() {
    byte[] statement = "I can".getBytes(StandardCharsets.UTF_8);
    byte[] envelope = here.sign("capability", statement);

    SignedStatement opened = there.open("capability", envelope);

    assertThat(opened.signer()).isEqualTo(here.status().self());
    assertThat(opened.statement()).isEqualTo(statement);
    assertFails(() -> there.open("handover", envelope), Reason.FORGED);
    envelope[envelope.length - 1] ^= 1;
    assertFails(() -> there.open("capability", envelope), Reason.FORGED);
    assertFails(() -> there.open("capability", new byte[0]), Reason.FORGED);
    assertFails(() -> here.sign("capability", new byte[16_001]), Reason.BAD_REQUEST);
  }

  @Test
  void saysWhatIsWrongWithACall() {
    assertFails(() -> here.connect("nowhere", LONG), Reason.BAD_REQUEST);
    assertFails(() -> here.connect(otherAddress(), Duration.ZERO), Reason.BAD_REQUEST);
    assertFails(() -> here.connect(here.status().listening().get(0), LONG), Reason.BAD_REQUEST);
    assertFails(() -> here.block(new PeerName("nobody")), Reason.BAD_REQUEST);
    assertFails(() -> new NodeAdministration().status(), Reason.STOPPED);
  }
}
