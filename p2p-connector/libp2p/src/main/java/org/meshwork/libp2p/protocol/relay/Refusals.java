package org.meshwork.libp2p.protocol.relay;

import org.meshwork.libp2p.connection.ConnectionFailed;
import org.meshwork.libp2p.connection.ConnectionFailed.Reason;
import org.meshwork.libp2p.multiformats.Bytes;
import org.meshwork.libp2p.multiformats.InputRefused;

/** Gives what a relay answers its reason. */
final class Refusals {
  private Refusals() {}

  /**
   * Reads an answer.
   *
   * @throws ConnectionFailed if it is none, or a refusal
   */
  static HopMessage accepted(Bytes message) {
    HopMessage answer = decode(message);
    RelayStatus status = answer.status().orElse(RelayStatus.UNKNOWN);
    if (answer.type() != HopMessage.Type.STATUS) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "the relay answers by a message of type " + answer.type());
    }
    if (status != RelayStatus.OK) {
      throw new ConnectionFailed(reason(status), "the relay answers " + status);
    }
    return answer;
  }

  private static HopMessage decode(Bytes message) {
    try {
      return HopMessage.decode(message);
    } catch (InputRefused refused) {
      throw new ConnectionFailed(
          Reason.PROTOCOL_VIOLATED, "no answer of a relay: " + refused.getMessage(), refused);
    }
  }

  private static Reason reason(RelayStatus status) {
    return switch (status) {
      case RESERVATION_REFUSED, RESOURCE_LIMIT_EXCEEDED -> Reason.TOO_MUCH;
      case PERMISSION_DENIED -> Reason.DENIED;
      case CONNECTION_FAILED, NO_RESERVATION -> Reason.UNREACHABLE;
      default -> Reason.PROTOCOL_VIOLATED;
    };
  }
}
