package org.meshwork.cli.client;

/** What a script learns from {@code $?}; documented in the help's footer and in docs/cli.md. */
public enum ExitCode {
  OK(0, "done"),
  FAULT(1, "the server or meshctl failed in a way nobody foresaw"),
  USAGE(2, "the command line is wrong"),
  NOT_FOUND(3, "no such collection, document or task"),
  REFUSED(4, "the server refused the input"),
  NOT_AUTHORISED(5, "not logged in, or not allowed"),
  UNREACHABLE(6, "no node answers at the server's address"),
  TASK_FAILED(7, "a task failed or was cancelled or stopped, or some of its documents failed"),
  NOT_NOW(8, "the node answers, but cannot do it now");

  private final int code;
  private final String meaning;

  ExitCode(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  public int code() {
    return code;
  }

  public String meaning() {
    return meaning;
  }

  static ExitCode ofStatus(int status) {
    return switch (status) {
      case 401, 403 -> NOT_AUTHORISED;
      case 404, 410 -> NOT_FOUND;
      case 408, 429, 502, 503, 504 -> NOT_NOW;
      default -> status >= 400 && status < 500 ? REFUSED : FAULT;
    };
  }
}
