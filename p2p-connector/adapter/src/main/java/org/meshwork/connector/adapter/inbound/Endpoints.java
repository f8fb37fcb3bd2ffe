package org.meshwork.connector.adapter.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.meshwork.connector.MeshRequest;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.RequestListener;
import org.meshwork.connector.SkillCall;
import org.meshwork.connector.SkillListener;
import org.meshwork.connector.SkillName;
import org.meshwork.connector.TopicListener;
import org.meshwork.connector.TopicMessage;
import org.meshwork.connector.adapter.wire.SkillProtocol;
import org.meshwork.libp2p.node.Node;
import org.meshwork.libp2p.protocol.gossipsub.wire.Topic;

/** The listeners that are deployed. */
public final class Endpoints {
  private static final Logger LOG = Logger.getLogger(Endpoints.class);
  private static final Duration DRAIN = Duration.ofSeconds(10);

  /** What ends a listening. */
  private final Map<MessageEndpointFactory, Runnable> active = new ConcurrentHashMap<>();

  private final Node node;
  private final Topics topics;
  private final Dispatcher dispatcher;
  private final TransactionSynchronizationRegistry transactions;
  private final Deliveries deliveries = new Deliveries();

  public Endpoints(
      Node node, Dispatcher dispatcher, TransactionSynchronizationRegistry transactions) {
    this.node = node;
    this.topics = new Topics(node.gossip());
    this.dispatcher = dispatcher;
    this.transactions = transactions;
  }

  public Deliveries deliveries() {
    return deliveries;
  }

  /**
   * @throws ResourceException if another listens to the same already, or the bean has an activation
   *     property that nobody knows
   */
  public void activate(MessageEndpointFactory endpoints, ListenerActivation spec)
      throws ResourceException {
    try {
      ActivationProperties.requireKnown(endpoints.getEndpointClass(), spec);
      active.put(endpoints, begin(endpoints, spec));
    } catch (ResourceException refused) {
      spec.refuse();
      throw refused;
    } catch (IllegalStateException | IllegalArgumentException | CompletionException refused) {
      spec.refuse();
      throw new ResourceException("not listened to: " + refused.getMessage(), refused);
    }
  }

  private Runnable begin(MessageEndpointFactory endpoints, ListenerActivation spec)
      throws ResourceException {
    if (spec instanceof RequestActivation activation) {
      return handle(
          activation.getProtocol(),
          new RequestEndpoint(
              delivery(activation, endpoints, RequestListener.class, "answer", MeshRequest.class),
              dispatcher,
              activation,
              (listener, from, payload) ->
                  ((RequestListener) listener)
                      .answer(new Asked(from, activation.getProtocol(), payload))));
    }
    if (spec instanceof SkillActivation activation) {
      SkillName skill = activation.name();
      return handle(
          SkillProtocol.of(skill),
          new RequestEndpoint(
              delivery(activation, endpoints, SkillListener.class, "perform", SkillCall.class),
              dispatcher,
              activation,
              (listener, from, payload) ->
                  ((SkillListener) listener).perform(new Called(from, skill, payload))));
    }
    if (spec instanceof TopicActivation activation) {
      return subscribe(
          new Topic(activation.getTopic()),
          new TopicEndpoint(
              delivery(activation, endpoints, TopicListener.class, "received", TopicMessage.class),
              dispatcher,
              activation));
    }
    throw new ResourceException("no listener of this adapter: " + spec.getClass().getName());
  }

  private Delivery delivery(
      ListenerActivation activation,
      MessageEndpointFactory endpoints,
      Class<?> listener,
      String name,
      Class<?> parameter)
      throws ResourceException {
    try {
      Method method = listener.getMethod(name, parameter);
      return new Delivery(endpoints, method, transactions, activation.frameBytes(), deliveries);
    } catch (NoSuchMethodException e) {
      throw new ResourceException("the connector's api is another than the adapter's", e);
    }
  }

  private Runnable handle(String protocol, RequestEndpoint endpoint) {
    node.host().handle(protocol, endpoint.handler());
    return () -> {
      node.host().unhandle(protocol);
      drain(endpoint.permits());
    };
  }

  private Runnable subscribe(Topic topic, TopicEndpoint endpoint) {
    try {
      topics.add(topic, endpoint).join();
    } catch (CompletionException refused) {
      topics.remove(topic, endpoint);
      throw refused;
    }
    return () -> {
      topics.remove(topic, endpoint);
      drain(endpoint.permits());
    };
  }

  private static void drain(Permits permits) {
    if (!permits.drain(DRAIN)) {
      LOG.debug("deliveries of a listener that is gone are still under way");
    }
  }

  /** Delivers nothing more to these endpoints, and waits a little for what is under way. */
  public void deactivate(MessageEndpointFactory endpoints) {
    Runnable end = active.remove(endpoints);
    if (end != null) {
      end.run();
    }
  }

  private record Asked(PeerName from, String protocol, byte[] payload) implements MeshRequest {}

  private record Called(PeerName from, SkillName skill, byte[] input) implements SkillCall {}
}
