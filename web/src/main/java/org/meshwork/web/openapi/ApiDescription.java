package org.meshwork.web.openapi;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toList;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.headers.Header;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.meshwork.foundation.ProblemType;

/**
 * Completes the API's description with what the annotations of single operations would repeat: the
 * problems that each can answer with, from the types that the code declares.
 */
public class ApiDescription implements OASFilter {
  @Override
  public void filterOpenAPI(OpenAPI api) {
    // WildFly adds an empty one, which OpenAPI does not allow.
    api.setExternalDocs(null);
    if (api.getComponents() == null) {
      api.setComponents(OASFactory.createComponents());
    }
    api.getComponents().addSchema(ProblemSchema.NAME, ProblemSchema.schema());
    api.getPaths().getPathItems().forEach(ApiDescription::complete);
  }

  private static void complete(String path, PathItem item) {
    item.getOperations().forEach((method, it) -> complete(path, method, it));
  }

  private static void complete(String path, PathItem.HttpMethod method, Operation operation) {
    Map<Integer, List<ProblemType>> problems =
        OperationProblems.of(
                operation.getOperationId(),
                path,
                method == PathItem.HttpMethod.GET,
                operation.getRequestBody() != null)
            .stream()
            .collect(groupingBy(ProblemType::status, TreeMap::new, toList()));
    problems.forEach(
        (status, types) ->
            operation
                .getResponses()
                .addAPIResponse(Integer.toString(status), response(status, types)));
  }

  private static APIResponse response(int status, List<ProblemType> types) {
    Content content =
        OASFactory.createContent()
            .addMediaType(
                "application/problem+json",
                OASFactory.createMediaType()
                    .schema(ProblemSchema.ofTypes(types))
                    .examples(Map.of("problem", ProblemSchema.example(types.get(0)))));
    APIResponse response =
        OASFactory.createAPIResponse().description(description(types)).content(content);
    if (status == 401) {
      response.addHeader("WWW-Authenticate", header("`Basic`, with the realm.", SchemaType.STRING));
    }
    if (status == 503) {
      response.addHeader(
          "Retry-After", header("Seconds; where trying again can help.", SchemaType.INTEGER));
    }
    return response;
  }

  private static Header header(String description, SchemaType type) {
    return OASFactory.createHeader()
        .description(description)
        .schema(OASFactory.createSchema().addType(type));
  }

  private static String description(List<ProblemType> types) {
    return types.stream()
        .map(it -> "* `%s`: %s".formatted(it.uri(), it.title()))
        .collect(joining("\n", "A problem, whose `type` is one of:\n\n", ""));
  }
}
