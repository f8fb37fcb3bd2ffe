package org.meshwork.web.events;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.Sse;
import jakarta.ws.rs.sse.SseEventSink;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.foundation.InputRejected;
import org.meshwork.identity.Roles;
import org.meshwork.web.tasks.OwnTasks;

@Path("tasks/{task}/events")
@Tag(name = "Tasks")
@ApplicationScoped
public class TaskEventsResource {
  @Inject private OwnTasks own;
  @Inject private EventStreams streams;

  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "watchTask",
      summary = "Watch a task, as server-sent events",
      description =
          "Events that happened already come first. `state` and `end` carry the task as it is now, `progress` its progress, `item` what became of a document. `end` comes once, as the last, when the task has ended, also long after that; what ended before a restart is a `state`. A stream that closes without `end` was cut off; the client goes on with the id of the last event it has seen. A comment comes whenever nothing else did.")
  @APIResponse(
      responseCode = "200",
      description = "Events, until the task ends.",
      content =
          @Content(
              mediaType = MediaType.SERVER_SENT_EVENTS,
              schema = @Schema(type = SchemaType.STRING),
              example =
                  "id: 42\nevent: progress\ndata: {\"total\":40,\"done\":12,\"failed\":1,\"chunks\":96,\"secondsLeft\":7}\n\n"))
  public void watch(
      @PathParam("task") String id,
      @Parameter(description = "Only events after this one.")
          @HeaderParam(HttpHeaders.LAST_EVENT_ID_HEADER)
          String last,
      @Parameter(
              description = "The same, for clients that can't set a header.",
              schema = @Schema(type = SchemaType.INTEGER, format = "int64"))
          @QueryParam("after")
          String after,
      @Context SseEventSink sink,
      @Context Sse sse,
      @Context HttpServletRequest request) {
    streams.open(
        own.require(id).id(),
        eventId(last == null ? after : last),
        sink,
        sse,
        request.getAsyncContext());
  }

  static long eventId(String text) {
    if (text == null || text.isBlank()) {
      return 0;
    }
    try {
      long id = Long.parseLong(text.strip());
      if (id >= 0) {
        return id;
      }
    } catch (NumberFormatException e) {
      throw notAnId();
    }
    throw notAnId();
  }

  private static InputRejected notAnId() {
    return new InputRejected(
        HttpHeaders.LAST_EVENT_ID_HEADER, "Last-Event-ID must be the id of an event, a number.");
  }
}
