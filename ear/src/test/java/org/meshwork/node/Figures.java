package org.meshwork.node;

import io.restassured.RestAssured;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** What a node tells Prometheus, at one moment. */
final class Figures {
  private final List<String> lines;

  private Figures(List<String> lines) {
    this.lines = lines;
  }

  static Figures of(String managementUrl) {
    return new Figures(
        RestAssured.get(managementUrl + "/prometheus")
            .then()
            .statusCode(200)
            .extract()
            .asString()
            .lines()
            .toList());
  }

  /**
   * @param labels values of labels that the figure has, whatever their names
   */
  OptionalDouble value(String name, String... labels) {
    return lines.stream()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> Stream.of(labels).allMatch(label -> line.contains("=\"" + label + "\"")))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
        .reduce(Double::sum);
  }
}
