package org.meshwork.identity;

/**
 * The roles of a node's users. A role includes nothing by itself: a user who shall submit and read
 * has both.
 */
public final class Roles {
  /** Everything, settings and users included. */
  public static final String ADMIN = "mesh-admin";

  /** Collections, and everybody's tasks. */
  public static final String OPERATOR = "mesh-operator";

  /** Documents and tasks of one's own. */
  public static final String SUBMITTER = "mesh-submitter";

  /** Search, and looking at what is there. */
  public static final String READER = "mesh-reader";

  private Roles() {}
}
