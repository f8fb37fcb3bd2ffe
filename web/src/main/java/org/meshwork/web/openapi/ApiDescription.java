package org.meshwork.web.openapi;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.meshwork.foundation.ProblemType;

/**
 * Completes the API's description with what the annotations of single operations would repeat: the
 * problems that each can answer with, from the types that the code declares.
 */
public class ApiDescription implements OASFilter {
  static final List<Integer> STATUSES =
      List.of(400, 401, 403, 404, 405, 406, 409, 413, 415, 422, 500, 502, 503);
  private static final List<Integer> ANYWHERE = List.of(400, 401, 403, 406, 500, 503);
  private static final Set<String> CONFLICTING =
      Set.of(
          "createCollection",
          "submitTask",
          "uploadDocuments",
          "cancelTask",
          "stopTask",
          "restartTask");
  private static final Set<String> UNPROCESSABLE = Set.of("submitTask", "uploadDocuments");
  private static final Set<String> USING_A_MODEL = Set.of("search", "searchByAddress");

  @Override
  public void filterOpenAPI(OpenAPI api) {
    // WildFly adds an empty one, which OpenAPI does not allow.
    api.setExternalDocs(null);
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents().addSchema(ProblemSchema.NAME, ProblemSchema.schema());
    STATUSES.forEach(it -> api.getComponents().addResponse(name(it), response(it)));
    api.getPaths().getPathItems().forEach(ApiDescription::complete);
  }

  private static void complete(String path, PathItem item) {
    item.getOperations().values().forEach(it -> complete(path, it));
  }

  private static void complete(String path, Operation operation) {
    APIResponses responses = operation.getResponses();
    ANYWHERE.forEach(it -> refer(responses, it));
    if (path.contains("{")) {
      refer(responses, 404);
    }
    if (operation.getRequestBody() != null) {
      List.of(413, 415).forEach(it -> refer(responses, it));
    }
    if (CONFLICTING.contains(operation.getOperationId())) {
      refer(responses, 409);
    }
    if (UNPROCESSABLE.contains(operation.getOperationId())) {
      refer(responses, 422);
    }
    if (USING_A_MODEL.contains(operation.getOperationId())) {
      refer(responses, 502);
    }
  }

  private static void refer(APIResponses responses, int status) {
    responses.addAPIResponse(
        Integer.toString(status), OASFactory.createAPIResponse().ref(name(status)));
  }

  private static APIResponse response(int status) {
    List<ProblemType> types = ProblemCatalogue.answeredWith(status);
    Content content =
        OASFactory.createContent()
            .addMediaType(
                "application/problem+json",
                OASFactory.createMediaType()
                    .schema(OASFactory.createSchema().ref(ProblemSchema.NAME))
                    .examples(Map.of("problem", ProblemSchema.example(types.get(0)))));
    return OASFactory.createAPIResponse().description(description(types)).content(content);
  }

  private static String description(List<ProblemType> types) {
    return types.stream()
        .map(it -> "* `%s`: %s".formatted(it.uri(), it.title()))
        .collect(joining("\n", "A problem, whose `type` is one of:\n\n", ""));
  }

  private static String name(int status) {
    return "Problem" + status;
  }
}
