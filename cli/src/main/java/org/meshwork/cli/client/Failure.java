package org.meshwork.cli.client;

import java.util.Optional;

/** A command cannot go on: what happened, what to do, and the exit code that says so. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient Trouble trouble;
  private final ExitCode exitCode;

  private Failure(ExitCode exitCode, Trouble trouble) {
    super(trouble.reason());
    this.exitCode = exitCode;
    this.trouble = trouble;
  }

  public Trouble trouble() {
    return trouble;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  public static Failure usage(String detail, String remedy) {
    return new Failure(
        ExitCode.USAGE, Trouble.of("The command cannot be carried out", detail, remedy));
  }

  /** A fault that nobody foresaw. */
  public static Failure unforeseen(Exception cause) {
    String message = cause.getMessage() == null ? cause.getClass().getName() : cause.getMessage();
    Failure failure =
        new Failure(
            ExitCode.FAULT,
            Trouble.of("meshctl failed", message, "Report it with the command that led to it."));
    failure.initCause(cause);
    return failure;
  }

  static Failure refused(int status, Trouble trouble) {
    return new Failure(ExitCode.ofStatus(status), trouble);
  }

  static Failure unreachable(String detail) {
    return new Failure(
        ExitCode.UNREACHABLE,
        Trouble.of(
            "The node cannot be reached",
            detail,
            "Check the address (--server, MESHWORK_SERVER) and that the node runs (./meshwork status)."));
  }

  static Failure misunderstood(String detail) {
    return new Failure(
        ExitCode.FAULT,
        Trouble.of(
            "The server's answer cannot be understood",
            detail,
            "Check that the address is a Meshwork node's and that meshctl is of the same version."));
  }

  /** The trouble of an answer without problem+json, in words of the status alone. */
  static Trouble ofStatus(int status) {
    String title =
        switch (status) {
          case 401 -> "Not authorised";
          case 403 -> "Forbidden";
          case 404 -> "Not found";
          case 413 -> "Too large";
          case 429 -> "Too many requests";
          case 502, 503, 504 -> "The node is not ready";
          default -> status < 500 ? "The server refused the request" : "The server failed";
        };
    Optional<String> remedy =
        switch (status) {
          case 401 -> Optional.of("Log in with `meshctl login`, or check user and password file.");
          case 403 -> Optional.of("Ask the administrator for the role that this needs.");
          case 429, 502, 503, 504 -> Optional.of("Try again in a moment.");
          default -> Optional.empty();
        };
    return new Trouble(
        Optional.empty(),
        Optional.of(title),
        Optional.of(status),
        Optional.of("HTTP status " + status),
        remedy);
  }
}
