package org.meshwork.web.problem;

/** What to say where only a status is known. */
final class StatusAnswer {
  private StatusAnswer() {}

  static ProblemAnswer of(int status, String known) {
    String detail = known.isEmpty() ? detail(status) : known;
    return ProblemAnswer.of(WebProblems.ofStatus(status), detail).withStatus(status);
  }

  private static String detail(int status) {
    return switch (status) {
      case 400 -> "The request's address, headers or body could not be read.";
      case 401 -> "Send a user and a password of this node with the request (HTTP Basic).";
      case 403 -> "This operation needs a role that the user lacks; ask the administrator for it.";
      case 404 -> "Nothing is at this address. The API's description is at /api-docs/.";
      case 405 -> "The header Allow names the methods that this address has.";
      case 406 -> "This operation answers in the formats that the API's description names.";
      case 408 -> "The request took too long to arrive. Send it again.";
      case 413 -> "The request has more bytes than this operation takes.";
      case 415 -> "This operation reads the formats that the API's description names.";
      case 503 -> "The node is starting, stopping or too busy. Try again in a few seconds.";
      default ->
          status < 500 ? "The request was refused." : "The node failed; its log has the reason.";
    };
  }
}
