package org.meshwork.web.mesh;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.connector.PeerName;
import org.meshwork.identity.Roles;
import org.meshwork.mesh.membership.Membership;
import org.meshwork.web.http.Bodies;
import org.meshwork.web.http.Caller;
import org.meshwork.web.http.Paging;

@Path("mesh/peers")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Mesh")
@ApplicationScoped
public class PeersResource {
  @Inject private Membership membership;
  @Inject private Caller caller;

  @GET
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "listPeers", summary = "List the peers that this node knows")
  public PeerPage list(@BeanParam PeerQuery query, @BeanParam Paging paging) {
    return PeerPage.of(membership.list(query.filter(), paging.request()));
  }

  @GET
  @Path("{peer}")
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "getPeer", summary = "Describe a peer")
  public PeerBody get(@PathParam("peer") String peer) {
    return PeerBody.of(membership.require(name(peer)));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "connectPeer", summary = "Connect to a peer")
  public PeerBody connect(NewPeerBody body) {
    return PeerBody.of(membership.require(membership.connect(Bodies.require(body).required())));
  }

  @DELETE
  @Path("{peer}/connection")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "disconnectPeer",
      summary = "Close the connections to a peer; either side may connect again")
  @APIResponse(responseCode = "204", description = "There is none any more.")
  public void disconnect(@PathParam("peer") String peer) {
    membership.disconnect(name(peer));
  }

  @PUT
  @Path("{peer}/block")
  @RolesAllowed(Roles.ADMIN)
  @Operation(
      operationId = "blockPeer",
      summary = "Keep a peer away, now and after a restart; also one that was never met")
  @APIResponse(responseCode = "204", description = "It is kept away.")
  public void block(@PathParam("peer") String peer) {
    membership.block(name(peer), caller.name());
  }

  @DELETE
  @Path("{peer}/block")
  @RolesAllowed(Roles.ADMIN)
  @Operation(operationId = "unblockPeer", summary = "Let a peer connect again")
  @APIResponse(responseCode = "204", description = "It may.")
  public void unblock(@PathParam("peer") String peer) {
    membership.unblock(name(peer));
  }

  private static PeerName name(String text) {
    return PeerQuery.parsed("peer", text, PeerName::new);
  }
}
