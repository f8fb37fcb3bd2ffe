package org.meshwork.cli.client;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** A command cannot go on: what happened, what to do, and the exit code that says so. */
public final class Failure extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Of a request that is refused for something in it, be it one file of many. */
  private static final Set<Integer> INPUT_STATUSES = Set.of(400, 413, 422);

  private final transient Trouble trouble;
  private final ExitCode exitCode;
  private final int status;
  private final transient Optional<Duration> retryAfter;
  private final boolean inMidBody;

  private Failure(ExitCode exitCode, Trouble trouble) {
    this(exitCode, trouble, 0, Optional.empty(), false);
  }

  private Failure(
      ExitCode exitCode,
      Trouble trouble,
      int status,
      Optional<Duration> retryAfter,
      boolean inMidBody) {
    super(trouble.reason());
    this.exitCode = exitCode;
    this.trouble = trouble;
    this.status = status;
    this.retryAfter = retryAfter;
    this.inMidBody = inMidBody;
  }

  public Trouble trouble() {
    return trouble;
  }

  public ExitCode exitCode() {
    return exitCode;
  }

  /** How long the server asks to wait before the request is repeated. */
  public Optional<Duration> retryAfter() {
    return retryAfter;
  }

  /** Whether the server answered that it is something in the request that it does not take. */
  public boolean isRefusalOfInput() {
    return INPUT_STATUSES.contains(status);
  }

  /** Whether the connection broke while the request's body was on its way. */
  public boolean isInMidBody() {
    return inMidBody;
  }

  Failure inMidBody() {
    return new Failure(exitCode, trouble, status, retryAfter, true);
  }

  /** Whether the same request may succeed later without anybody doing anything about it. */
  public boolean isPassing() {
    return exitCode == ExitCode.UNREACHABLE
        || exitCode == ExitCode.NOT_NOW && !trouble.isForAdministrator();
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

  static Failure refused(int status, Trouble trouble, Optional<Duration> retryAfter) {
    return new Failure(ExitCode.ofStatus(status), trouble, status, retryAfter, false);
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
