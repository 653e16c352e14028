package octavo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import octavo.tensor.Tensor;

/// Runs a program in a process with a heap of its own size.
public final class SmallHeap {
  private SmallHeap() {}

  private static String folder(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  /// Runs `program`, which must print "computed" last, with so many megabytes.
  public static void run(Class<?> program, int megabytes, String... arguments) throws Exception {
    String launcher = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = folder(Tensor.class) + File.pathSeparator + folder(program);
    List<String> command =
        new ArrayList<>(
            List.of(
                launcher,
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmn8m",
                "-Xmx" + megabytes + "m",
                "-cp",
                path,
                program.getName()));
    command.addAll(List.of(arguments));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).endsWith("computed");
    assertThat(process.waitFor()).isZero();
  }
}
