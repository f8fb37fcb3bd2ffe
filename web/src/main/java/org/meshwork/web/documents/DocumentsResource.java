package org.meshwork.web.documents;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.documents.collections.CollectionId;
import org.meshwork.documents.collections.CollectionName;
import org.meshwork.documents.collections.Collections;
import org.meshwork.documents.collections.Document;
import org.meshwork.documents.collections.DocumentId;
import org.meshwork.documents.collections.Documents;
import org.meshwork.documents.ingestion.IngestionSubmissions;
import org.meshwork.documents.ingestion.UploadedFile;
import org.meshwork.identity.Roles;
import org.meshwork.web.http.Caller;
import org.meshwork.web.http.Paging;
import org.meshwork.web.http.Parameters;
import org.meshwork.web.tasks.TaskBody;
import org.meshwork.web.tasks.TaskResponses;

@Path("collections/{collection}/documents")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
@RequestScoped
public class DocumentsResource {
  private static final int DEFAULT_TEXT_UNITS = 100_000;

  @Inject private Collections collections;
  @Inject private Documents documents;
  @Inject private Uploads uploads;
  @Inject private IngestionSubmissions submissions;
  @Inject private Caller caller;

  @PathParam("collection")
  private String collection;

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "uploadDocuments",
      summary = "Hand in documents",
      description =
          "One task for all of them. A document of a name that is there already replaces it. A document that can't be read fails alone: see the task's items.")
  @RequestBody(
      required = true,
      content =
          @Content(
              mediaType = MediaType.MULTIPART_FORM_DATA,
              schema = @Schema(implementation = UploadForm.class)))
  @APIResponse(
      responseCode = "202",
      description = "The documents are kept, and will be ingested.",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = TaskBody.class)))
  public Response upload(
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_TYPE) String contentType,
      @Parameter(hidden = true) @HeaderParam(HttpHeaders.CONTENT_LENGTH) @DefaultValue("-1")
          long length,
      @Parameter(
              description =
                  "1 to 255 printable characters. The same user's second request with the same key is answered with the first one's task.")
          @HeaderParam("Idempotency-Key")
          String key,
      InputStream body) {
    CollectionName into = collections.require(new CollectionName(collection)).name();
    List<UploadedFile> files = uploads.receive(contentType, length, body);
    return TaskResponses.accepted(
        submissions.submitUploads(into, files, caller.name(), Optional.ofNullable(key)));
  }

  @GET
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "listDocuments", summary = "List documents, by name")
  public DocumentPage list(
      @Parameter(description = "What names begin with.") @QueryParam("prefix") @DefaultValue("")
          String prefix,
      @BeanParam Paging paging) {
    return DocumentPage.of(documents.list(collection(), prefix, paging.request()));
  }

  @GET
  @Path("{document}")
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "getDocument", summary = "Describe a document")
  public DocumentBody get(@PathParam("document") String id) {
    return DocumentBody.of(documents.require(collection(), document(id)));
  }

  @GET
  @Path("{document}/text")
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "getDocumentText",
      summary = "Read a stretch of a document's text",
      description = "Offsets are those of hits and headings: UTF-16 units of the whole text.")
  public TextBody text(
      @PathParam("document") String id,
      @Parameter(schema = @Schema(type = SchemaType.INTEGER, minimum = "0", defaultValue = "0"))
          @QueryParam("from")
          String from,
      @Parameter(
              description = "One past the last; `from` + 100,000 when left out.",
              schema = @Schema(type = SchemaType.INTEGER, minimum = "0"))
          @QueryParam("to")
          String to) {
    int first = Parameters.integer("from", from).orElse(0);
    int last = Parameters.integer("to", to).orElse(usualEnd(first));
    return TextBody.of(documents.text(collection(), document(id), first, last));
  }

  @GET
  @Path("{document}/content")
  @Produces(MediaType.APPLICATION_OCTET_STREAM)
  @RolesAllowed({Roles.READER, Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "getDocumentContent",
      summary = "Download a document as it was handed in",
      description =
          "Always as an attachment of unnamed bytes: what people hand in is never shown as a page of this node.")
  @APIResponse(
      responseCode = "200",
      description = "The bytes.",
      content =
          @Content(
              mediaType = MediaType.APPLICATION_OCTET_STREAM,
              schema = @Schema(type = SchemaType.STRING, format = "binary")))
  public Response content(@PathParam("document") String id) {
    Document document = documents.require(collection(), document(id));
    InputStream bytes = documents.content(collection(), document.id());
    StreamingOutput copy = out -> Attachment.copy(bytes, out);
    return Response.ok(copy)
        .header(HttpHeaders.CONTENT_LENGTH, document.length())
        .header(HttpHeaders.CONTENT_DISPOSITION, Attachment.disposition(document.name().value()))
        .build();
  }

  @DELETE
  @Path("{document}")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "deleteDocument", summary = "Delete a document")
  @APIResponse(responseCode = "204", description = "It is gone.")
  public void delete(@PathParam("document") String id) {
    documents.delete(collection(), document(id));
  }

  static int usualEnd(int from) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(from, 0) + (long) DEFAULT_TEXT_UNITS);
  }

  private CollectionId collection() {
    return collections.require(new CollectionName(collection)).id();
  }

  private static DocumentId document(String id) {
    return new DocumentId(Parameters.uuid("document", id));
  }
}
