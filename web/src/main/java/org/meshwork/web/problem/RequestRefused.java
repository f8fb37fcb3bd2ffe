package org.meshwork.web.problem;

import java.util.Map;
import org.meshwork.foundation.Problem;
import org.meshwork.foundation.ProblemType;

/** A request that the web layer itself turns away. */
public final class RequestRefused extends Problem {
  private static final long serialVersionUID = 1L;

  public RequestRefused(ProblemType type, String detail) {
    super(type, detail);
  }

  public RequestRefused(ProblemType type, String detail, Map<String, Object> extensions) {
    super(type, detail, extensions, null);
  }
}
