package org.meshwork.connector.adapter.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.lang.reflect.Method;
import java.util.Optional;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.meshwork.connector.RequestRefused;
import org.meshwork.connector.adapter.wire.Reply;
import org.meshwork.connector.adapter.wire.ReplyStatus;
import org.meshwork.libp2p.multiformats.Bytes;

/**
 * Calls a listener, in the transaction that its bean asks for, and tells how that ended. On a
 * thread of the work manager.
 */
final class Delivery {
  private static final Logger LOG = Logger.getLogger(Delivery.class);

  private final MessageEndpointFactory endpoints;
  private final Method method;
  private final TransactionSynchronizationRegistry transactions;
  private final int maxFrame;
  private final Deliveries deliveries;

  /**
   * @param method of the listener's interface
   * @param maxFrame of a reply; what made a larger one is rolled back
   */
  Delivery(
      MessageEndpointFactory endpoints,
      Method method,
      TransactionSynchronizationRegistry transactions,
      int maxFrame,
      Deliveries deliveries) {
    this.endpoints = endpoints;
    this.method = method;
    this.transactions = transactions;
    this.maxFrame = maxFrame;
    this.deliveries = deliveries;
  }

  /**
   * @param call the listener's method; the result is null where it has none
   */
  Reply deliver(Function<MessageEndpoint, byte[]> call) {
    return deliveries.counted(attempt(call));
  }

  /** In the place of {@link #deliver} where the listener has enough to do. */
  Reply refuse() {
    return deliveries.counted(
        Reply.failed(ReplyStatus.BUSY, "as many requests as the listener takes are under way"));
  }

  private Reply attempt(Function<MessageEndpoint, byte[]> call) {
    MessageEndpoint endpoint;
    try {
      endpoint = endpoints.createEndpoint(null);
    } catch (UnavailableException notNow) {
      LOG.debug("no endpoint is free", notNow);
      return Reply.failed(ReplyStatus.BUSY, "the listener is not ready, or has no instance free");
    }
    try {
      return delivered(endpoint, call);
    } catch (NoSuchMethodException | ResourceException e) {
      LOG.debug("not delivered, or not committed", e);
      return rolledBack();
    } finally {
      endpoint.release();
    }
  }

  private static Reply rolledBack() {
    return Reply.failed(ReplyStatus.ROLLED_BACK, "nothing was changed; ask again");
  }

  private Reply delivered(MessageEndpoint endpoint, Function<MessageEndpoint, byte[]> call)
      throws NoSuchMethodException, ResourceException {
    endpoint.beforeDelivery(method);
    Outcome outcome = new Outcome();
    Reply reply;
    try {
      if (endpoints.isDeliveryTransacted(method)) {
        outcome.isAwaited = true;
        transactions.registerInterposedSynchronization(outcome);
      }
      reply = fitting(call.apply(endpoint), outcome);
    } catch (RuntimeException thrown) {
      // The container has logged it.
      reply = refusal(thrown).orElseGet(Delivery::rolledBack);
    } finally {
      endpoint.afterDelivery();
    }
    return reply.status() == ReplyStatus.OK && !outcome.holds() ? rolledBack() : reply;
  }

  private Reply fitting(byte[] answer, Outcome outcome) {
    if (answer == null) {
      return Reply.ok(Bytes.EMPTY);
    }
    if (answer.length <= maxFrame) {
      return Reply.ok(Bytes.of(answer));
    }
    if (outcome.isAwaited) {
      transactions.setRollbackOnly();
    }
    return Reply.failed(
        ReplyStatus.REFUSED,
        "the reply has more than the %d bytes of maxFrame".formatted(maxFrame));
  }

  /** The container wraps it, unless the bean's own archive says that it is an application's. */
  private static Optional<Reply> refusal(Throwable thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof RequestRefused refused) {
        return Optional.of(Reply.failed(ReplyStatus.REFUSED, String.valueOf(refused.getMessage())));
      }
    }
    return Optional.empty();
  }

  /** Of the transaction, where there is one. For one thread. */
  private static final class Outcome implements Synchronization {
    private boolean isAwaited;
    private boolean isCommitted;

    boolean holds() {
      return !isAwaited || isCommitted;
    }

    @Override
    public void beforeCompletion() {}

    @Override
    public void afterCompletion(int status) {
      isCommitted = status == Status.STATUS_COMMITTED;
    }
  }
}
