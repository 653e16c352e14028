package octavo.kernel.conv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// No convolution needs more memory besides its tensors than the largest of them has.
@Tag("slow")
class ConvMemoryTest {
  /// What a Java process needs for itself.
  private static final int PROCESS = 16;

  static List<String> labels() {
    return new ConvPlanner(true).labels();
  }

  private static String folder(Class<?> type) throws Exception {
    return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
  }

  @ParameterizedTest
  @MethodSource("labels")
  void fitsIntoAHeapWithRoomForOneTensorMore(String label) throws Exception {
    ConvGeometry g = ConvMemoryProbe.geometry(label);
    int largest = Math.max(g.inputs(), g.outputs());
    int megabytes = (g.inputs() + g.outputs() + largest) / (1 << 18) + PROCESS;
    String launcher = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String path = folder(ConvPlanner.class) + File.pathSeparator + folder(getClass());
    Process process =
        new ProcessBuilder(
                launcher,
                "--add-modules=jdk.incubator.vector",
                "-XX:+UseSerialGC",
                "-Xmn8m",
                "-Xmx" + megabytes + "m",
                "-cp",
                path,
                ConvMemoryProbe.class.getName(),
                label)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(said).endsWith("computed");
    assertThat(process.waitFor()).isZero();
  }
}
