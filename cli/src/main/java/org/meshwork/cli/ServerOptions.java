package org.meshwork.cli;

import java.nio.file.Path;
import java.util.Optional;

/** What the command line says about where to connect; each may be missing. */
record ServerOptions(Optional<String> server, Optional<String> user, Optional<Path> passwordFile) {}
