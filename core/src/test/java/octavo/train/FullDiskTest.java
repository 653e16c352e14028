package octavo.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A training whose checkpoint really cannot be written to its end: the shell allows the process
/// files of 100 blocks, a tenth of what is needed, as a disk with little space would. Holds for
/// every user, root included.
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class FullDiskTest {
  @TempDir private Path folder = Path.of("");

  private static Trainer trainer(Path file) {
    return Fixtures.run(1, 1e-3).trainer().withCheckpoints(file, 1e9, Map.of()).build();
  }

  /// What the limited process runs: one epoch more.
  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0]);
    Trainer trainer = trainer(file);
    trainer.resume(Checkpoint.read(file));
    try {
      trainer.run(2);
    } catch (UncheckedIOException e) {
      System.out.println(e.getMessage());
    }
  }

  @Test
  void thePreviousCheckpointSurvives() throws IOException, InterruptedException {
    Path file = folder.resolve("checkpoint");
    trainer(file).run(1);
    byte[] before = Files.readAllBytes(file);
    assertThat(before.length).isGreaterThan(500_000);
    Process process =
        new ProcessBuilder(
                "sh",
                "-c",
                "ulimit -f 100; exec \"$0\" -XX:-UsePerfData --add-modules jdk.incubator.vector"
                    + " -cp \"$1\" octavo.train.FullDiskTest \"$2\"",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                System.getProperty("java.class.path"),
                file.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).isZero();
    assertThat(out.strip())
        .isEqualTo(
            file
                + " cannot be written: File too large. The previous file, if there was one, is"
                + " unchanged; raise the limit on the size of files (ulimit -f).");
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).containsExactly(file);
    }
    Trainer resumed = trainer(file);
    resumed.resume(Checkpoint.read(file));
    assertThat(resumed.run(2)).isTrue();
  }
}
