package org.meshwork.web.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import org.meshwork.identity.Roles;

/** Who sent this request. */
@RequestScoped
public class Caller {
  @Inject private HttpServletRequest request;

  public String name() {
    return request.getUserPrincipal().getName();
  }

  /** Operators see everybody's tasks; others their own, whose name this gives. */
  public Optional<String> confinedTo() {
    boolean operator = request.isUserInRole(Roles.OPERATOR) || request.isUserInRole(Roles.ADMIN);
    return operator ? Optional.empty() : Optional.of(name());
  }
}
