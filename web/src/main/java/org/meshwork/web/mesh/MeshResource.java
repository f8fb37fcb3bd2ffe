package org.meshwork.web.mesh;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.identity.Roles;
import org.meshwork.mesh.membership.Membership;

@Path("mesh")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mesh")
@ApplicationScoped
public class MeshResource {
  @Inject private Membership membership;

  @GET
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "getMesh", summary = "Describe this node in the mesh")
  public MeshBody get() {
    return MeshBody.of(membership.self(), membership.connected());
  }
}
