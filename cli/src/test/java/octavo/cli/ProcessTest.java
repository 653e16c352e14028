package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The real program on the module path, killed and asked to stop.
@Tag("slow")
class ProcessTest {
  private static final int BATCHES = 25;

  @TempDir private Path folder = Path.of("");
  private Path data = Path.of("");

  @BeforeEach
  void writeData() throws IOException {
    data = SmallData.write(folder.resolve("data"), 16 * BATCHES, 50);
  }

  private Process start(Path out, String... more) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-p",
                Path.of("target", "lib").toAbsolutePath().toString(),
                "-m",
                "octavo.cli/octavo.cli.Main",
                "train",
                "--data",
                data.toString(),
                "--batch",
                "16",
                "--epochs",
                "12",
                "--out",
                out.toString()));
    command.addAll(List.of(more));
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private byte[] whole(String name, String... more) throws IOException, InterruptedException {
    Path out = folder.resolve(name);
    Process process = start(out, more);
    process.getInputStream().transferTo(OutputStream.nullOutputStream());
    assertThat(process.waitFor()).isZero();
    return Files.readAllBytes(out.resolve("model.safetensors"));
  }

  /// Reads lines until one starts with this.
  private static void awaitLine(BufferedReader lines, String start) throws IOException {
    String line = lines.readLine();
    while (line != null && !line.startsWith(start)) {
      line = lines.readLine();
    }
  }

  @Test
  void theModelIsTheSameForAnyNumberOfThreads() throws Exception {
    byte[] one = whole("one", "--threads", "1");
    assertThat(whole("two", "--threads", "2")).isEqualTo(one);
    assertThat(whole("three", "--threads", "3")).isEqualTo(one);
  }

  @Test
  void killedAtAnyInstantItGoesOnToTheSameFile() throws Exception {
    byte[] expected = whole("whole");
    Path out = folder.resolve("killed");
    Random random = new Random(5);
    for (int round = 0; round < 6; round++) {
      Process process = start(out, "--resume");
      try (BufferedReader lines = process.inputReader()) {
        awaitLine(lines, "epoch");
        process.waitFor(random.nextInt(120), TimeUnit.MILLISECONDS);
        process.destroyForcibly();
      }
      assertThat(process.waitFor()).isIn(137, 0);
    }
    assertThat(whole("killed", "--resume")).isEqualTo(expected);
  }

  @Test
  void aHeapThatIsTooSmallIsSaidInOneLine() throws Exception {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx32m",
                "-p",
                Path.of("target", "lib").toAbsolutePath().toString(),
                "-m",
                "octavo.cli/octavo.cli.Main",
                "inspect",
                "resnet50")
            .start();
    try (BufferedReader lines = process.errorReader()) {
      List<String> said = lines.lines().filter(line -> !line.startsWith("WARNING")).toList();
      assertThat(said).hasSize(1);
      assertThat(said.getFirst())
          .matches(
              "octavo: the heap must hold what the command needs, but its \\d+ MB are full\\. Allow it more: OCTAVO_JAVA_OPTIONS=-Xmx4g octavo …");
    }
    assertThat(process.waitFor()).isOne();
  }

  @Test
  void interruptedItWritesItsCheckpointAndSaysHowToGoOn() throws Exception {
    byte[] expected = whole("whole");
    Path out = folder.resolve("interrupted");
    Process process = start(out);
    try (BufferedReader lines = process.inputReader()) {
      awaitLine(lines, "epoch 2");
      process.toHandle().destroy(); // its output stays open
      List<String> rest = lines.lines().toList();
      assertThat(rest.getLast())
          .isEqualTo(
              "Stopped. Go on with: octavo train --resume --data %s --batch 16 --epochs 12 --out %s"
                  .formatted(data, out));
    }
    assertThat(process.waitFor()).isEqualTo(130);
    assertThat(out.resolve("model.safetensors")).doesNotExist();
    assertThat(whole("interrupted", "--resume")).isEqualTo(expected);
  }
}
