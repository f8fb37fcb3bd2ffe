package org.meshwork.web.collections;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.documents.collections.Collection;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.Collections;
import org.meshwork.identity.Roles;
import org.meshwork.web.http.Bodies;
import org.meshwork.web.http.Caller;
import org.meshwork.web.http.Paging;

@Path("collections")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Collections")
@ApplicationScoped
public class CollectionsResource {
  @Inject private Collections collections;
  @Inject private Caller caller;
  @Context private UriInfo address;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "createCollection", summary = "Create a collection")
  @APIResponse(
      responseCode = "201",
      description = "The collection is there.",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = CollectionBody.class)))
  public Response create(NewCollectionBody body) {
    Collection created = collections.create(Bodies.require(body).by(caller.name()));
    return Response.created(address.getAbsolutePathBuilder().path(created.name().value()).build())
        .entity(CollectionBody.of(created))
        .build();
  }

  @GET
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "listCollections", summary = "List collections, by name")
  public CollectionPage list(@BeanParam Paging paging) {
    return CollectionPage.of(collections.list(paging.request()));
  }

  @GET
  @Path("{collection}")
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "getCollection", summary = "Describe a collection")
  public CollectionBody get(@PathParam("collection") String name) {
    Collection collection = collections.require(new CollectionName(name));
    return CollectionBody.of(collection, collections.stats(collection));
  }

  @DELETE
  @Path("{collection}")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "deleteCollection",
      summary = "Delete a collection with everything in it")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public void delete(@PathParam("collection") String name) {
    collections.delete(new CollectionName(name));
  }
}
