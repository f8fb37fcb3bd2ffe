package org.meshwork.web.node;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJB;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.foundation.NodeId;
import org.meshwork.foundation.NodeVersion;
import org.meshwork.foundation.SchemaMigration;
import org.meshwork.identity.Roles;
import org.meshwork.models.EmbeddingModels;

@Path("/")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Node")
@ApplicationScoped
public class NodeResource {
  @Inject private NodeId id;
  @Inject private EmbeddingModels models;
  @EJB private SchemaMigration migration;

  @GET
  @Path("node")
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "getNode", summary = "Describe this node")
  public NodeBody node() {
    return NodeBody.of(
        id.toString(),
        NodeVersion.VALUE,
        models.defaultModel().id().value(),
        models.state(),
        migration.report(),
        Console.url());
  }

  @GET
  @Path("models")
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "listModels", summary = "List the embedding models of this node")
  public ModelsBody models() {
    return new ModelsBody(models.known().stream().map(id -> ModelBody.of(id, models)).toList());
  }
}
