package org.meshwork.foundation;

/** The database can't carry a node; the deployment stops and the message says what to do. */
public final class DatabaseUnfit extends Problem {
  private static final long serialVersionUID = 1L;

  public static final ProblemType TYPE =
      new ProblemType(
          "database-unfit", "The database can't carry a node.", 503, Remedy.ASK_ADMINISTRATOR);

  public DatabaseUnfit(String detail, Throwable cause) {
    super(TYPE, detail, java.util.Map.of(), cause);
  }

  DatabaseUnfit(String detail) {
    this(detail, null);
  }
}
