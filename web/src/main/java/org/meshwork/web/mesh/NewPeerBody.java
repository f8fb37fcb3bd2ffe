package org.meshwork.web.mesh;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

@Schema(name = "NewPeer", requiredProperties = "address")
public record NewPeerBody(
    @NotBlank @Size(max = 1_024) @Schema(
            description = "Where the peer is, with its peer id if it must be that one.",
            examples = "/dns4/mesh.example.org/tcp/4001/p2p/12D3KooW…")
        String address) {}
