package org.meshwork.web.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteRefusalTest {
  @ParameterizedTest
  @CsvSource(
      nullValues = "-",
      value = {
        "-, -, node:8080, false",
        "same-origin, http://node:8080, node:8080, false",
        "none, -, node:8080, false",
        "cross-site, -, node:8080, true",
        "same-site, http://other.node:8080, node:8080, true",
        "-, http://node:8080, node:8080, false",
        "-, http://NODE:8080, node:8080, false",
        "-, http://evil.example, node:8080, true",
        "-, http://node:9090, node:8080, true",
        "-, null, node:8080, true",
        "-, http://[broken, node:8080, true"
      })
  void tellsOwnPagesAndProgramsFromOtherSites(
      String fetchSite, String origin, String host, boolean foreign) {
    assertThat(CrossSiteRefusal.isForeign(fetchSite, origin, host)).isEqualTo(foreign);
  }
}
