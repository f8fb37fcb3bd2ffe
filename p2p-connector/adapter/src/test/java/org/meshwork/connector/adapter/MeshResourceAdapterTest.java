package org.meshwork.connector.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ActivationSpec;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ResourceAdapterInternalException;
import jakarta.transaction.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meshwork.connector.MeshConnection;
import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.RequestListener;
import org.meshwork.connector.RequestRefused;
import org.meshwork.connector.SkillListener;
import org.meshwork.connector.SkillName;
import org.meshwork.connector.TopicListener;
import org.meshwork.connector.adapter.inbound.RequestActivation;
import org.meshwork.connector.adapter.inbound.SkillActivation;
import org.meshwork.connector.adapter.inbound.TopicActivation;
import org.meshwork.connector.adapter.outbound.MeshManagedConnectionFactory;
import org.meshwork.libp2p.multiformats.Multiaddr;

/** Two adapters, each of a server that keeps to the contract of connectors. */
class MeshResourceAdapterTest {
  private static final String QUOTE = "/example/quote/1.0.0";
  private static final Duration LONG = Duration.ofSeconds(20);

  private final Container container = new Container();
  @TempDir private Path folder;
  private MeshResourceAdapter here;
  private MeshResourceAdapter there;
  private MeshConnection mesh;

  @BeforeEach
  void start() throws Exception {
    here = container.start(folder);
    there = container.start(folder);
    mesh = connection(here);
    Multiaddr address =
        there
            .node()
            .host()
            .listenAddresses()
            .get(0)
            .encapsulate(Multiaddr.parse("/p2p/" + there.node().host().id()));
    here.node().host().dial(address).toCompletableFuture().join();
  }

  @AfterEach
  void stop() {
    container.close();
  }

  private static MeshConnection connection(MeshResourceAdapter adapter) throws ResourceException {
    MeshManagedConnectionFactory factory = new MeshManagedConnectionFactory();
    factory.setResourceAdapter(adapter);
    ManagedConnection managed = factory.createManagedConnection(null, null);
    return (MeshConnection) managed.getConnection(null, null);
  }

  private PeerName other() {
    return new PeerName(there.node().host().id().toString());
  }

  private Bean listen(RequestListener listener, int max, boolean isTransacted) throws Exception {
    RequestActivation activation = new RequestActivation();
    activation.setProtocol(QUOTE);
    activation.setMaxConcurrency(Integer.toString(max));
    Bean bean = new Bean(container, RequestListener.class, listener, 64, isTransacted);
    there.endpointActivation(bean, activation);
    return bean;
  }

  private String ask(String payload) {
    return text(mesh.request(other(), QUOTE, bytes(payload), LONG));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private void assertFails(Runnable call, Reason reason) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(
            MeshFailed.class, failed -> assertThat(failed.reason()).isEqualTo(reason));
  }

  @Test
  void asksAListenerOfAnotherNode() throws Exception {
    listen(request -> bytes(text(request.payload()) + " by " + request.from()), 4, true);
    assertThat(ask("asked")).isEqualTo("asked by " + mesh.self());
    assertThat(ask("")).isEqualTo(" by " + mesh.self());
    assertThat(mesh.peers())
        .singleElement()
        .satisfies(peer -> assertThat(peer.name()).isEqualTo(other()));
  }

  @Test
  void repliesOnlyWhatHasCommitted() throws Exception {
    listen(
        request -> {
          if (text(request.payload()).equals("undo")) {
            container.transactions.setRollbackOnly();
          }
          return bytes("done");
        },
        4,
        true);
    assertFails(() -> ask("undo"), Reason.ROLLED_BACK);
    assertThat(ask("do")).isEqualTo("done");
  }

  @Test
  void saysWhatABeanThrows() throws Exception {
    listen(
        request -> {
          if (text(request.payload()).equals("refuse")) {
            throw new RequestRefused("no such quote");
          }
          throw new IllegalStateException("a mistake that is nobody's business");
        },
        4,
        false);
    assertThatThrownBy(() -> ask("refuse")).hasMessageContaining("no such quote");
    assertFails(() -> ask("refuse"), Reason.REFUSED);
    assertFails(() -> ask("stumble"), Reason.ROLLED_BACK);
    assertThatThrownBy(() -> ask("stumble")).hasMessageNotContaining("mistake");
  }

  @Test
  void isBusyRatherThanLate() throws Exception {
    CountDownLatch begun = new CountDownLatch(2);
    CountDownLatch goOn = new CountDownLatch(1);
    listen(
        request -> {
          begun.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          return new byte[0];
        },
        2,
        true);
    ExecutorService callers = Executors.newFixedThreadPool(2);
    try {
      List<Future<String>> waiting =
          List.of(callers.submit(() -> ask("1")), callers.submit(() -> ask("2")));
      begun.await();
      assertFails(() -> ask("3"), Reason.BUSY);
      goOn.countDown();
      for (Future<String> each : waiting) {
        assertThat(each.get()).isEmpty();
      }
      assertThat(ask("4")).isEmpty();
    } finally {
      callers.shutdownNow();
    }
  }

  @Test
  void isBusyWhileNoInstanceIsFree() throws Exception {
    RequestActivation activation = new RequestActivation();
    activation.setProtocol(QUOTE);
    there.endpointActivation(
        new Bean(
            container, RequestListener.class, (RequestListener) request -> bytes("x"), 0, true),
        activation);
    assertFails(() -> ask("anything"), Reason.BUSY);
  }

  @Test
  void takesNoLargerMessagesThanTheListenerWants() throws Exception {
    RequestActivation activation = new RequestActivation();
    activation.setProtocol(QUOTE);
    activation.setMaxFrame("100");
    RequestListener doubling = request -> bytes(text(request.payload()).repeat(2));
    List<Integer> ends = container.transactions.ends;
    there.endpointActivation(
        new Bean(container, RequestListener.class, doubling, 4, true), activation);
    assertThat(ask("x".repeat(50))).hasSize(100);
    assertFails(() -> ask("x".repeat(51)), Reason.REFUSED);
    assertThat(ends).containsExactly(Status.STATUS_COMMITTED, Status.STATUS_ROLLEDBACK);
    assertThatThrownBy(() -> ask("x".repeat(101))).isInstanceOf(MeshFailed.class);
    assertThat(ask("x")).isEqualTo("xx");
  }

  @Test
  void asksOnlyWhatCanBeAsked() {
    byte[] nothing = new byte[0];
    PeerName none = new PeerName("nobody");
    assertFails(() -> mesh.request(none, QUOTE, nothing, LONG), Reason.BAD_REQUEST);
    assertFails(() -> mesh.request(other(), QUOTE, nothing, Duration.ZERO), Reason.BAD_REQUEST);
    assertFails(
        () -> mesh.request(other(), QUOTE, new byte[(4 << 20) + 1], LONG), Reason.BAD_REQUEST);
    assertFails(() -> mesh.request(other(), QUOTE, nothing, LONG), Reason.NOT_SPOKEN);
    assertFails(() -> mesh.request(mesh.self(), QUOTE, nothing, LONG), Reason.BAD_REQUEST);
    mesh.close();
    mesh.close();
    assertThatThrownBy(() -> mesh.peers()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void asksForSkillsAsLongAsTheyAreDeployed() throws Exception {
    SkillName upper = new SkillName("text.upper", 1);
    SkillActivation activation = new SkillActivation();
    activation.setSkill(upper.toString());
    SkillListener listener = call -> bytes(text(call.input()).toUpperCase(java.util.Locale.ROOT));
    Bean bean = new Bean(container, SkillListener.class, listener, 4, true);
    assertFails(() -> mesh.call(other(), upper, bytes("x"), LONG), Reason.NOT_SPOKEN);
    there.endpointActivation(bean, activation);
    assertThat(text(mesh.call(other(), upper, bytes("quiet"), LONG))).isEqualTo("QUIET");
    await()
        .untilAsserted(
            () ->
                assertThat(mesh.peers().get(0).protocols())
                    .contains("/meshwork/skill/text.upper/1"));
    there.endpointDeactivation(bean, activation);
    assertFails(() -> mesh.call(other(), upper, bytes("x"), LONG), Reason.NOT_SPOKEN);
    await()
        .untilAsserted(
            () ->
                assertThat(mesh.peers().get(0).protocols())
                    .doesNotContain("/meshwork/skill/text.upper/1"));
  }

  @Test
  void hearsWhatIsPublished() throws Exception {
    List<String> first = new CopyOnWriteArrayList<>();
    List<String> second = new CopyOnWriteArrayList<>();
    for (List<String> heard : List.of(first, second)) {
      TopicActivation activation = new TopicActivation();
      activation.setTopic("news");
      TopicListener listener = message -> heard.add(message.author() + text(message.payload()));
      there.endpointActivation(
          new Bean(container, TopicListener.class, listener, 4, true), activation);
    }
    await()
        .untilAsserted(
            () -> {
              mesh.publish("news", bytes("!"));
              assertThat(first).contains(mesh.self() + "!");
              assertThat(second).contains(mesh.self() + "!");
            });
  }

  @Test
  void refusesWhatCanNotBeListenedTo() throws Exception {
    assertRefused(new RequestActivation(), "protocol is missing");
    RequestActivation skill = new RequestActivation();
    skill.setProtocol("/meshwork/skill/text.upper/1");
    assertRefused(skill, "SkillListener");
    SkillActivation unnamed = new SkillActivation();
    unnamed.setSkill("Text Upper");
    assertRefused(unnamed, "skill");
    for (String none : List.of("0", "1025", "many", "-1", "", "99999999999")) {
      TopicActivation many = new TopicActivation();
      many.setTopic("news");
      many.setMaxConcurrency(none);
      assertRefused(many, "maxConcurrency is " + none);
    }
    listen(request -> new byte[0], 1, true);
    RequestActivation twice = new RequestActivation();
    twice.setProtocol(QUOTE);
    assertRefused(twice, "already");
  }

  /** WildFly asks again when it resumes, for beans that it has failed to deploy. */
  @Test
  void refusesOnceAndThenKeepsQuiet() throws Exception {
    RequestActivation activation = new RequestActivation();
    assertRefused(activation, "protocol is missing");
    Bean bean = new Bean(container, RequestListener.class, new Object(), 1, true);

    activation.validate();
    there.endpointActivation(bean, activation);
    there.stop();
    there.endpointActivation(bean, activation);
    there.endpointDeactivation(bean, activation);
  }

  /** The server hands on only what the adapter knows. */
  @Test
  void refusesAPropertyThatOnlyTheBeanKnows() {
    RequestActivation activation = new RequestActivation();
    activation.setProtocol(QUOTE);
    assertRefused(new Misspelt(), activation, "maxConcurency is none of maxConcurrency");
  }

  @MessageDriven(
      activationConfig = {
        @ActivationConfigProperty(propertyName = "protocol", propertyValue = QUOTE),
        @ActivationConfigProperty(propertyName = "maxConcurency", propertyValue = "1")
      })
  private static final class Misspelt {}

  private void assertRefused(ActivationSpec spec, String why) {
    assertRefused(new Object(), spec, why);
  }

  private void assertRefused(Object listener, ActivationSpec spec, String why) {
    Bean bean = new Bean(container, RequestListener.class, listener, 1, true);
    assertThatThrownBy(() -> there.endpointActivation(bean, spec))
        .isInstanceOf(ResourceException.class)
        .hasMessageContaining(why);
  }

  @Test
  void startsWithNoWrongProperty() {
    MeshResourceAdapter adapter = new MeshResourceAdapter();
    adapter.setKeyFile(folder.resolve("key9.pem").toString());
    assertStartFails(adapter, "networkKey");
    adapter.setNetworkKey("12");
    assertStartFails(adapter, "networkKey");
    adapter.setMode("secret");
    assertStartFails(adapter, "mode");
    adapter.setMode("open");
    adapter.setMaxConnections(0);
    assertStartFails(adapter, "maxConnections");
    adapter.setMaxConnections(64);
    adapter.setListenAddresses("/ip4/127.0.0.1/tcp/99999");
    assertStartFails(adapter, "listenAddresses");
    adapter.setListenAddresses("none");
    adapter.setRelay("maybe");
    assertStartFails(adapter, "relay");
    adapter.setRelay("off");
    adapter.setBootstrapPeers("/ip4/127.0.0.1/tcp/1");
    assertStartFails(adapter, "bootstrapPeers");
    adapter.setBootstrapPeers("");
    adapter.setLocalInterfaces("nowhere0");
    assertStartFails(adapter, "localInterfaces");
    adapter.setLocalInterfaces("");
    adapter.setAnnouncedAddresses("example.org:4001");
    assertStartFails(adapter, "announcedAddresses");
  }

  @Test
  void leavesNothingBehindWhereItCanNotListen() {
    MeshResourceAdapter third = new MeshResourceAdapter();
    third.setMode("open");
    third.setKeyFile(folder.resolve("key9.pem").toString());
    third.setListenAddresses(there.node().host().listenAddresses().get(0).toString());
    long before = eventLoops();
    assertStartFails(third, "does not start");
    assertFails(third::node, Reason.STOPPED);
    await().untilAsserted(() -> assertThat(eventLoops()).isEqualTo(before));
  }

  private static long eventLoops() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("mesh-io"))
        .count();
  }

  private void assertStartFails(MeshResourceAdapter adapter, String property) {
    assertThatThrownBy(() -> adapter.start(container))
        .isInstanceOf(ResourceAdapterInternalException.class)
        .hasMessageContaining(property);
  }

  @Test
  void keepsItsKey() throws Exception {
    Path file = folder.resolve("key0.pem");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    PeerName before = mesh.self();
    here.stop();
    assertFails(() -> here.node(), Reason.STOPPED);
    here.start(container);
    assertThat(connection(here).self()).isEqualTo(before);
  }

  @Test
  void streamsWaitForEachOther() throws Exception {
    there
        .node()
        .host()
        .handle(
            "/example/echo/1.0.0",
            inbound -> {
              inbound.stream()
                  .read(
                      new org.meshwork.libp2p.connection.StreamReader() {
                        @Override
                        public void bytes(io.netty.buffer.ByteBuf bytes) {
                          inbound.stream().write(bytes);
                        }

                        @Override
                        public void endOfInput() {
                          inbound.stream().closeWrite();
                        }

                        @Override
                        public void failed(
                            org.meshwork.libp2p.connection.ConnectionFailed failure) {}
                      });
            });
    byte[] sent = new byte[3 << 20];
    new java.util.Random(5).nextBytes(sent);
    try (var stream = mesh.open(other(), "/example/echo/1.0.0", LONG)) {
      Thread writer =
          new Thread(
              () -> {
                try (var out = stream.output()) {
                  out.write(sent);
                } catch (java.io.IOException e) {
                  throw new java.io.UncheckedIOException(e);
                }
              });
      writer.start();
      assertThat(stream.input().readAllBytes()).isEqualTo(sent);
      writer.join();
    }
  }
}
