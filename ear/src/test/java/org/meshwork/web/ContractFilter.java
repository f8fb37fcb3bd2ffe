package org.meshwork.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.util.Set;
import java.util.TreeSet;
import org.meshwork.web.ApiDescriptionUnderTest.Operation;

/** Holds every answer that passes against the API's description. */
final class ContractFilter implements Filter {
  private final ApiDescriptionUnderTest description;
  private final Set<String> succeeded = new TreeSet<>();

  ContractFilter(ApiDescriptionUnderTest description) {
    this.description = description;
  }

  /** The operations that have answered with success so far. */
  Set<String> succeeded() {
    return succeeded;
  }

  @Override
  public Response filter(
      FilterableRequestSpecification request,
      FilterableResponseSpecification expected,
      FilterContext context) {
    Response response = context.next(request, expected);
    String path = URI.create(request.getURI()).getPath();
    Operation operation =
        description
            .find(request.getMethod(), path)
            .orElseThrow(() -> new AssertionError("not described: " + request.getMethod() + path));
    String body = response.getStatusCode() == 204 ? "" : response.asString();
    String type = response.contentType() == null ? "" : response.contentType();
    assertThat(description.deviations(operation, response.statusCode(), type, body)).isEmpty();
    if (response.statusCode() < 300) {
      succeeded.add(operation.id());
    }
    return response;
  }
}
