package org.meshwork.web.problem;

import org.meshwork.foundation.ProblemType;
import org.meshwork.foundation.Remedy;

/** What can go wrong before a request has reached a feature, or where no feature foresaw it. */
public final class WebProblems {
  public static final ProblemType MALFORMED =
      new ProblemType(
          "request-malformed", "The request could not be read.", 400, Remedy.CORRECT_INPUT);
  public static final ProblemType UNAUTHENTICATED =
      new ProblemType(
          "authentication-required",
          "The request carries no valid user and password.",
          401,
          Remedy.CORRECT_INPUT);
  public static final ProblemType FORBIDDEN =
      new ProblemType(
          "role-missing", "The user's roles do not allow this.", 403, Remedy.ASK_ADMINISTRATOR);
  public static final ProblemType CROSS_SITE =
      new ProblemType(
          "cross-site-request",
          "Another site's page sent this request.",
          403,
          Remedy.CORRECT_INPUT);
  public static final ProblemType NOT_FOUND =
      new ProblemType(
          "address-unknown", "There is nothing at this address.", 404, Remedy.CORRECT_INPUT);
  public static final ProblemType METHOD =
      new ProblemType(
          "method-not-allowed", "This address has no such method.", 405, Remedy.CORRECT_INPUT);
  public static final ProblemType NOT_ACCEPTABLE =
      new ProblemType(
          "not-acceptable",
          "The answer can't be given in a format that the request accepts.",
          406,
          Remedy.CORRECT_INPUT);
  public static final ProblemType TOO_SLOW =
      new ProblemType(
          "request-too-slow", "The request's body came too slowly.", 408, Remedy.RETRY_HERE);
  public static final ProblemType TOO_LARGE =
      new ProblemType(
          "request-too-large", "The request is larger than allowed.", 413, Remedy.CORRECT_INPUT);
  public static final ProblemType MEDIA_TYPE =
      new ProblemType(
          "media-type-unsupported",
          "The request's body has a format that is not read here.",
          415,
          Remedy.CORRECT_INPUT);
  public static final ProblemType REFUSED =
      new ProblemType("request-refused", "The request was refused.", 400, Remedy.CORRECT_INPUT);
  public static final ProblemType INTERNAL =
      new ProblemType(
          "internal-error", "The node failed at this request.", 500, Remedy.ASK_ADMINISTRATOR);
  public static final ProblemType DATABASE =
      new ProblemType(
          "database-unavailable", "The node's database does not answer.", 503, Remedy.RETRY_HERE);
  public static final ProblemType TOO_MANY_UPLOADS =
      new ProblemType(
          "too-many-uploads",
          "The node is taking as many uploads as it can at once.",
          503,
          Remedy.RETRY_HERE);
  public static final ProblemType UNAVAILABLE =
      new ProblemType(
          "node-unavailable", "The node can't answer just now.", 503, Remedy.RETRY_HERE);

  private WebProblems() {}

  /** What a status says that came without a problem. */
  static ProblemType ofStatus(int status) {
    return switch (status) {
      case 400 -> MALFORMED;
      case 401 -> UNAUTHENTICATED;
      case 403 -> FORBIDDEN;
      case 404 -> NOT_FOUND;
      case 405 -> METHOD;
      case 406 -> NOT_ACCEPTABLE;
      case 408 -> TOO_SLOW;
      case 413 -> TOO_LARGE;
      case 415 -> MEDIA_TYPE;
      case 503 -> UNAVAILABLE;
      default -> status < 500 ? REFUSED : INTERNAL;
    };
  }
}
