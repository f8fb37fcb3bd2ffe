package org.meshwork.libp2p.protocol.autonat.v2;

import io.netty.util.concurrent.EventExecutor;
import io.netty.util.concurrent.Future;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.host.ProtocolStream;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.protocol.MessageBounds;
import org.meshwork.libp2p.protocol.MessageReader;
import org.meshwork.libp2p.protocol.Messages;

/** One request, from its stream to its answer. On the connection's event loop. */
final class ServedRequest implements MessageReader.Sink {
  /** So that data comes in parts that are worth the work: a tenth of what one may hold. */
  static final int MAX_DATA_MESSAGES = 250;

  private static final System.Logger LOG = System.getLogger(ServedRequest.class.getName());

  private enum State {
    AWAITING_REQUEST,
    DECIDING,
    AWAITING_DATA,
    DIALLING,
    OVER
  }

  private final ProtocolStream inbound;
  private final DialRequestServer server;
  private final Duration timeout;
  private final EventExecutor eventLoop;
  private State state = State.AWAITING_REQUEST;
  private DialRequest request = new DialRequest(List.of(), 0);
  private Decision.Taken taken;
  private Future<?> timer;
  private int dataMessages;
  private long dataBytes;
  private boolean hasEnded;

  ServedRequest(ProtocolStream inbound, DialRequestServer server, Duration timeout) {
    this.inbound = inbound;
    this.server = server;
    this.timeout = timeout;
    this.eventLoop = inbound.connection().eventLoop();
  }

  void start() {
    startTimer();
    inbound.stream().read(new MessageReader(inbound.stream(), Message.MAX_BYTES, this));
  }

  private void startTimer() {
    timer =
        eventLoop.schedule(
            () -> giveUp(new ConnectionFailed(Reason.TIMED_OUT, "the client says nothing more")),
            timeout.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  @Override
  public void message(Bytes bytes) {
    Message message = Message.decode(bytes);
    if (state == State.AWAITING_REQUEST && message instanceof DialRequest dial) {
      take(dial);
    } else if (isPaidFor() && message instanceof DialDataResponse data) {
      take(data);
    } else {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "a " + message.getClass().getSimpleName() + " out of place");
    }
  }

  private boolean isPaidFor() {
    return taken != null && taken.priceBytes() > 0;
  }

  private void take(DialRequest dial) {
    request = dial;
    state = State.DECIDING;
    timer.cancel(false);
    server
        .decide(dial, inbound.connection())
        .whenCompleteAsync(
            (decision, failure) -> {
              if (failure != null) {
                giveUp(ConnectionFailed.of(failure));
              } else {
                decided(decision);
              }
            },
            eventLoop);
  }

  private void decided(Decision decision) {
    if (decision instanceof Decision.Refused refused) {
      answer(DialResponse.refusal(refused.status()));
      return;
    }
    taken = (Decision.Taken) decision;
    if (state == State.OVER) {
      server.over();
    } else if (taken.priceBytes() == 0) {
      dial();
    } else {
      askForData();
    }
  }

  private void askForData() {
    state = State.AWAITING_DATA;
    if (hasEnded) {
      giveUp(new ConnectionFailed(Reason.CLOSED, "the client sends no data"));
      return;
    }
    startTimer();
    Message price = new DialDataRequest(taken.choice().index(), taken.priceBytes());
    inbound.stream().write(Messages.frame(price.encode()));
  }

  /** What comes after enough is taken and doesn't count: the client may be ahead of the answer. */
  private void take(DialDataResponse data) {
    dataMessages++;
    dataBytes += data.data().size();
    if (dataMessages > MAX_DATA_MESSAGES) {
      throw new ConnectionFailed(Reason.TOO_MUCH, "data in too many parts");
    }
    if (state == State.AWAITING_DATA && dataBytes >= taken.priceBytes()) {
      timer.cancel(false);
      dial();
    }
  }

  private void dial() {
    state = State.DIALLING;
    server
        .dial(taken.choice(), inbound.connection().remotePeer(), request.nonce())
        .whenCompleteAsync(
            (status, never) -> {
              server.over();
              answer(new DialResponse(ResponseStatus.OK, taken.choice().index(), status));
            },
            eventLoop);
  }

  private void answer(DialResponse response) {
    if (state != State.OVER) {
      state = State.OVER;
      Messages.sendLast(
          inbound, response.encode(), new MessageBounds(Message.MAX_BYTES, 1, timeout));
    }
  }

  @Override
  public void end() {
    hasEnded = true;
    if (state == State.AWAITING_REQUEST || state == State.AWAITING_DATA) {
      giveUp(new ConnectionFailed(Reason.CLOSED, "the client ends without a request or its data"));
    }
  }

  @Override
  public void failed(ConnectionFailed failure) {
    giveUp(failure);
  }

  private void giveUp(ConnectionFailed why) {
    if (state == State.OVER) {
      return;
    }
    LOG.log(Level.DEBUG, () -> "no answer to " + inbound.connection(), why);
    boolean isHeld = state == State.AWAITING_DATA;
    state = State.OVER;
    timer.cancel(false);
    inbound.stream().reset();
    if (isHeld) {
      server.over();
    }
  }
}
