package org.meshwork.web.http;

import jakarta.enterprise.context.RequestScoped;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.SecurityContext;
import java.util.Optional;
import org.meshwork.identity.Roles;

/** Who sent this request. */
@RequestScoped
public class Caller {
  @Context private SecurityContext security;

  public String name() {
    return security.getUserPrincipal().getName();
  }

  /** Operators see everybody's tasks; others their own, whose name this gives. */
  public Optional<String> confinedTo() {
    boolean operator = security.isUserInRole(Roles.OPERATOR) || security.isUserInRole(Roles.ADMIN);
    return operator ? Optional.empty() : Optional.of(name());
  }
}
