package org.meshwork.web.tasks;

import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.meshwork.documents.ingestion.IngestItems;
import org.meshwork.documents.ingestion.ItemState;
import org.meshwork.identity.Roles;
import org.meshwork.tasks.TaskSubmissions;
import org.meshwork.tasks.Tasks;
import org.meshwork.web.http.Bodies;
import org.meshwork.web.http.Caller;
import org.meshwork.web.http.Paging;

@Path("tasks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Tasks")
@ApplicationScoped
public class TasksResource {
  @Inject private TaskSubmissions submissions;
  @Inject private Tasks tasks;
  @Inject private OwnTasks own;
  @Inject private IngestItems items;
  @Inject private Caller caller;

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "submitTask",
      summary = "Ask for something to be done",
      description = "When this answers, the task survives any crash.")
  @APIResponse(
      responseCode = "202",
      description = "The task is kept, and will be done.",
      headers = @Header(name = "Location", schema = @Schema(type = SchemaType.STRING)),
      content = @Content(schema = @Schema(implementation = TaskBody.class)))
  public Response submit(
      @Parameter(
              description =
                  "1 to 255 printable characters. The same user's second request with the same key is answered with the first one's task.")
          @HeaderParam("Idempotency-Key")
          String key,
      NewTaskBody body) {
    return TaskResponses.accepted(submissions.submit(Bodies.require(body).by(caller.name(), key)));
  }

  @GET
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "listTasks",
      summary = "List tasks, the newest first",
      description = "Operators see all tasks, others their own.")
  public TaskPage list(
      @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {
                        "submitted",
                        "queued",
                        "running",
                        "completed",
                        "failed",
                        "cancelled"
                      }))
          @QueryParam("state")
          String state,
      @QueryParam("skill") String skill,
      @BeanParam Paging paging) {
    return TaskPage.of(
        own.list(Optional.ofNullable(state), Optional.ofNullable(skill), paging.request()));
  }

  @GET
  @Path("{task}")
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "getTask", summary = "Describe a task")
  public TaskBody get(@PathParam("task") String id) {
    return TaskBody.of(own.require(id));
  }

  @GET
  @Path("{task}/items")
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(operationId = "listTaskItems", summary = "Tell what became of each document")
  public ItemPage items(
      @PathParam("task") String id,
      @Parameter(
              schema =
                  @Schema(
                      type = SchemaType.STRING,
                      enumeration = {
                        "pending",
                        "reading",
                        "done",
                        "unchanged",
                        "duplicate",
                        "failed"
                      }))
          @QueryParam("state")
          String state,
      @BeanParam Paging paging) {
    Optional<ItemState> wanted = Optional.ofNullable(state).map(ItemState::parse);
    return ItemPage.of(items.list(own.require(id).id(), wanted, paging.request()));
  }

  @POST
  @Path("{task}/cancel")
  @RolesAllowed({Roles.SUBMITTER, Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "cancelTask",
      summary = "Cancel a task",
      description = "A task that runs ends soon; what it has done stays.")
  @APIResponse(
      responseCode = "202",
      description = "It is cancelled, or told to end.",
      content = @Content(schema = @Schema(implementation = TaskBody.class)))
  public Response cancel(@PathParam("task") String id) {
    return TaskResponses.accepted(tasks.cancel(own.require(id).id()));
  }

  @POST
  @Path("{task}/stop")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "stopTask",
      summary = "Interrupt a task, so that it can be resumed",
      description = "It goes back to `queued`, keeps what it has done, and waits for a restart.")
  @APIResponse(
      responseCode = "202",
      description = "It is stopped, or told to stop.",
      content = @Content(schema = @Schema(implementation = TaskBody.class)))
  public Response stop(@PathParam("task") String id) {
    return TaskResponses.accepted(tasks.stop(own.require(id).id()));
  }

  @POST
  @Path("{task}/restart")
  @RolesAllowed({Roles.OPERATOR, Roles.ADMIN})
  @Operation(
      operationId = "restartTask",
      summary = "Resume a task that was stopped or has failed, from where it was")
  @APIResponse(
      responseCode = "202",
      description = "It goes on.",
      content = @Content(schema = @Schema(implementation = TaskBody.class)))
  public Response restart(@PathParam("task") String id) {
    return TaskResponses.accepted(tasks.restart(own.require(id).id()));
  }
}
