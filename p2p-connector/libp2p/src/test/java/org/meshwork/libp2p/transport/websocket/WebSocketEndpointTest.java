package org.meshwork.libp2p.transport.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.meshwork.libp2p.multiformats.Multiaddr;

class WebSocketEndpointTest {
  /** Source: libp2p/specs websockets, "Addressing". */
  @ParameterizedTest
  @CsvSource({
    "/ip4/192.0.2.0/tcp/1234/ws, ws://192.0.2.0:1234/, /ws",
    "/ip4/192.0.2.0/tcp/1234/tls/ws, wss://192.0.2.0:1234/, /tls/ws",
    "/ip4/192.0.2.0/tcp/1234/tls/sni/foo.example.com/ws, wss://foo.example.com:1234/,"
        + " /tls/sni/foo.example.com/ws",
    "/ip4/192.0.2.0/ws, ws://192.0.2.0:80/, /ws",
    "/ip4/192.0.2.0/tls/ws, wss://192.0.2.0:443/, /tls/ws",
    "/ip4/192.0.2.0/wss, wss://192.0.2.0:443/, /wss",
    "/ip6/2001:db8::1/tcp/80/ws, ws://[2001:db8:0:0:0:0:0:1]:80/, /ws",
    "/ip4/192.0.2.0/tcp/1/ws/p2p/QmYyQSo1c1Ym7orWxLYvCrM2EmxFTANf8wXmmE7DWjhx5N,"
        + " ws://192.0.2.0:1/, /ws"
  })
  void readsTheForms(String address, String uri, String suffix) {
    WebSocketEndpoint endpoint = WebSocketEndpoint.of(Multiaddr.parse(address)).orElseThrow();
    assertThat(endpoint.uri()).hasToString(uri);
    assertThat(endpoint.suffix()).hasToString(suffix);
    assertThat(endpoint.isSecure()).isEqualTo(uri.startsWith("wss:"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/ip4/192.0.2.0/tcp/80",
        "/ip4/192.0.2.0",
        "/ip4/192.0.2.0/tcp/80/tls",
        "/ip4/192.0.2.0/tcp/80/sni/a/ws",
        "/ip4/192.0.2.0/udp/80/ws",
        "/ip4/192.0.2.0/tcp/80/ws/ws",
        "/ip4/192.0.2.0/tcp/80/ws/p2p-circuit",
        "/dns4/example.com/tcp/443/wss",
        "/ws"
      })
  void leavesOthersAlone(String address) {
    assertThat(WebSocketEndpoint.of(Multiaddr.parse(address))).isEmpty();
  }
}
