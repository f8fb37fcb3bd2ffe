package org.meshwork.connector.adapter.calls;

import org.meshwork.connector.MeshFailed;
import org.meshwork.connector.MeshFailed.Reason;
import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.protocol.kad.KademliaFailed;

/** What failures of libp2p mean to applications. */
public final class Failures {
  private Failures() {}

  public static MeshFailed of(Throwable cause) {
    if (cause instanceof KademliaFailed failure) {
      return new MeshFailed(reason(failure.reason()), failure.getMessage(), failure);
    }
    ConnectionFailed failure = ConnectionFailed.of(cause);
    return new MeshFailed(reason(failure.reason()), failure.getMessage(), failure);
  }

  private static Reason reason(ConnectionFailed.Reason reason) {
    return switch (reason) {
      case UNREACHABLE, RESET, CLOSED, IDENTITY_MISMATCH, HANDSHAKE_REFUSED, LIMITED ->
          Reason.UNREACHABLE;
      case TIMED_OUT -> Reason.TIMED_OUT;
      case NO_COMMON_PROTOCOL -> Reason.NOT_SPOKEN;
      case PROTOCOL_VIOLATED -> Reason.BAD_ANSWER;
      case TOO_MUCH -> Reason.TOO_MUCH;
      case UNSUPPORTED_ADDRESS, ADDRESS_UNAVAILABLE, SELF_DIALLED -> Reason.BAD_REQUEST;
      case DENIED -> Reason.REFUSED;
    };
  }

  private static Reason reason(KademliaFailed.Reason reason) {
    return switch (reason) {
      case NO_PEERS, QUORUM_MISSED -> Reason.UNREACHABLE;
      case NOT_FOUND -> Reason.NOT_FOUND;
      case VALUE_REFUSED, OUTDATED -> Reason.BAD_REQUEST;
      case TOO_MUCH -> Reason.TOO_MUCH;
      case CLOSED -> Reason.STOPPED;
    };
  }
}
