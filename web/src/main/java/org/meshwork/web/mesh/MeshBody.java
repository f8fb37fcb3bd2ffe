package org.meshwork.web.mesh;

import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.meshwork.connector.ConnectedPeer;
import org.meshwork.connector.NodeStatus;
import org.meshwork.connector.PeerName;
import org.meshwork.connector.SkillName;

@Schema(
    name = "Mesh",
    description = "This node in the mesh.",
    requiredProperties = {
      "peer",
      "mode",
      "listening",
      "addresses",
      "reachability",
      "relays",
      "skills",
      "peers",
      "relayed"
    })
public record MeshBody(
    @Schema(description = "The node's peer id.") String peer,
    @Schema(
            description = "Whether peers must hold the network's key.",
            enumeration = {"private", "open"})
        String mode,
    @Schema(description = "Where it listens.") List<String> listening,
    @Schema(description = "Where peers are told that it is.") List<String> addresses,
    @Schema(
            description = "Whether others reach it, as far as it has found out.",
            enumeration = {"unknown", "public", "private"})
        String reachability,
    @Schema(description = "Relays over which it is reached.") List<String> relays,
    @Schema(description = "What peers can ask for.", examples = "[\"text.words/1\"]")
        List<String> skills,
    @Schema(description = "Connected peers.") int peers,
    @Schema(description = "Of them, those over relays alone.") int relayed) {
  static MeshBody of(NodeStatus status, List<ConnectedPeer> connected) {
    return new MeshBody(
        status.self().id(),
        status.isPrivate() ? "private" : "open",
        status.listening(),
        status.addresses(),
        status.reachability().name().toLowerCase(Locale.ROOT),
        status.relays().stream().map(PeerName::id).toList(),
        status.skills().stream().map(SkillName::toString).toList(),
        connected.size(),
        (int) connected.stream().filter(ConnectedPeer::relayed).count());
  }
}
