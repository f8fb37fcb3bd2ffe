"use strict";

// Nothing is fetched from elsewhere: no validator, no fonts, no description but this node's own.
window.ui = SwaggerUIBundle({
  url: "/openapi?format=JSON",
  dom_id: "#swagger-ui",
  deepLinking: true,
  displayOperationId: true,
  docExpansion: "list",
  validatorUrl: null,
  queryConfigEnabled: false,
  persistAuthorization: false,
  tryItOutEnabled: false,
  supportedSubmitMethods: ["get", "post", "delete"],
});
