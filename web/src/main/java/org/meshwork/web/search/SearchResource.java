package org.meshwork.web.search;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.search.Searches;
import org.meshwork.identity.Roles;
import org.meshwork.web.http.Bodies;
import org.meshwork.web.http.Parameters;

@Path("collections/{collection}/search")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Search")
@RequestScoped
public class SearchResource {
  @Inject private Searches searches;

  @PathParam("collection")
  private String collection;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "search", summary = "Find passages, with filters")
  @APIResponse(
      responseCode = "200",
      description = "Best first; no hit is no error.",
      content = @Content(schema = @Schema(implementation = SearchResultBody.class)))
  public SearchResultBody search(SearchBody body) {
    CollectionName name = new CollectionName(collection);
    return SearchResultBody.of(searches.search(Bodies.require(body).request(name)));
  }

  @GET
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "searchByAddress", summary = "Find passages, by an address alone")
  public SearchResultBody search(
      @Parameter(required = true, description = "The question.") @QueryParam("q") String query,
      @Parameter(
              description = SearchBody.MOST_HITS,
              schema =
                  @Schema(
                      type = SchemaType.INTEGER,
                      minimum = "1",
                      maximum = "1000",
                      defaultValue = "10"))
          @QueryParam("k")
          String k,
      @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {"hybrid", "vector", "text"},
                      defaultValue = "hybrid"))
          @QueryParam("mode")
          String mode) {
    Integer hits = Parameters.integer("k", k).orElse(null);
    return search(new SearchBody(query, mode, hits, null, null, null));
  }
}
