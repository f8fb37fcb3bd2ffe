package org.meshwork.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** The server's process, as Linux sees it. */
record ServerProcess(long pid) {
  private static final double TICKS_A_SECOND = 100;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  static ServerProcess of(Path wildfly) {
    return ProcessHandle.allProcesses()
        .filter(
            process ->
                process
                    .info()
                    .arguments()
                    .map(
                        arguments ->
                            Arrays.asList(arguments).contains("-Djboss.home.dir=" + wildfly))
                    .orElse(false))
        .findFirst()
        .map(process -> new ServerProcess(process.pid()))
        .orElseThrow(() -> new IllegalStateException("No server runs from " + wildfly));
  }

  long residentMegabytes() throws IOException {
    String kilobytes = Machine.value("/proc/%d/status".formatted(pid), "VmRSS");
    return Long.parseLong(kilobytes.replaceAll("\\D", "")) / 1_024;
  }

  double cpuSeconds() throws IOException {
    String stat = Files.readString(Path.of("/proc/%d/stat".formatted(pid)));
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]))
        / TICKS_A_SECOND;
  }
}
