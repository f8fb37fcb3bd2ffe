/**
 * {@code meshctl}, the command line of a node.
 *
 * <p>Guarantees: with {@code --json} standard output is one JSON document and nothing else, also
 * when the command fails; progress and messages go to standard error. The exit code says what
 * happened ({@link org.meshwork.cli.client.ExitCode}). A password is read from a file or a prompt,
 * never from an argument or an address, and is sent to no server but the one it was given for. Text
 * from documents is stripped of control characters before a terminal sees it.
 *
 * <p>Decisions: a command is a class that reads its options, calls {@link
 * org.meshwork.cli.client.MeshworkApi} and prints; what commands share is in {@link
 * org.meshwork.cli.Ingestion}, {@link org.meshwork.cli.Output} and {@link
 * org.meshwork.cli.Connection}. Surroundings (streams, environment, prompt) are handed in, so that
 * tests run the real commands.
 *
 * <p>Non-goals: administration of the server itself, which is its console's; a configuration
 * language.
 */
package org.meshwork.cli;
