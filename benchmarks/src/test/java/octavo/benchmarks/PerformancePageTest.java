package octavo.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.format.FormatException;
import org.junit.jupiter.api.Test;

class PerformancePageTest {
  private static String row(String name, int threads, double ms) {
    return "{\"name\":\"%s\",\"threads\":%d,\"ms\":%s,\"median_ms\":9.0,\"gflops\":%s}"
        .formatted(name, threads, ms, name.startsWith("step") ? 0.0 : 10 / ms);
  }

  private static Measurements measured() throws FormatException {
    Measurements m = new Measurements();
    m.add("Octavo", row("gemm/512", 1, 2));
    m.add("Octavo", row("gemm/512", 1, 3)); // a worse round
    m.add("Octavo", row("conv/a/fwd", 1, 1));
    m.add("Octavo", row("conv/b/fwd", 1, 0.5));
    m.add("Octavo", row("step/x", 2, 200));
    m.add("PyTorch", row("gemm/512", 1, 5));
    m.add("PyTorch", row("gemm/512", 1, 4));
    m.add("PyTorch", row("conv/a/fwd", 1, 2));
    m.add("PyTorch", row("conv/b/fwd", 1, 4));
    m.add("PyTorch", row("step/x", 2, 150));
    m.add("PyTorch", row("infer/y", 2, 7));
    m.add("ONNX", row("conv/a/fwd", 1, 1.5));
    return m;
  }

  @Test
  void showsRatiosMeansAndWhereWeAreSlower() throws FormatException {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("Octavo", "octavo 1");
    versions.put("PyTorch", "PyTorch 2");
    versions.put("ONNX", "ONNX 3");
    String page =
        new PerformancePage(measured(), versions)
            .render(Map.of("command", "`--only 'a|b'`"), List.of(1, 2));
    assertThat(page.lines())
        .contains(
            "| command | `--only 'a\\|b'` |",
            "| PyTorch | PyTorch 2 |",
            "## One thread",
            "| row | Octavo ms | GFLOP/s | PyTorch ms | ratio | ONNX ms | ratio |",
            "| `gemm/512` | 2.000 | 5.0 | 4.000 | 2.00 | – | – |",
            "| `conv/a/fwd` | 1.000 | 10.0 | 2.000 | 2.00 | 1.500 | 1.50 |",
            "| `conv/b/fwd` | 0.5000 | 20.0 | 4.000 | 8.00 | – | – |",
            "## 2 threads",
            "| `step/x` | 200.0 |  | 150.0 | 0.75 | – | – |",
            "| `infer/y` | – |  | 7.000 | – | – | – |",
            "| rows | threads | PyTorch | ONNX |",
            "| convolution, forward | 1 | 4.00 (2) | 1.50 (1) |",
            "| all | 1 | 3.17 (3) | 1.50 (1) |",
            "| training steps | 2 | 0.75 (1) | – |",
            "| all | all | 2.21 (4) | 1.50 (1) |",
            "- `step/x`, 2 threads: 0.75 of PyTorch",
            "Not measured for Octavo: `infer/y`.");
    assertThat(page.lines().filter(line -> line.startsWith("- "))).hasSize(1);
  }

  @Test
  void whatIsNoRowIsRefused() {
    assertThatThrownBy(() -> new Measurements().add("DJL", "{\"name\":\"a\",\"threads\":1}"))
        .isInstanceOf(FormatException.class)
        .hasMessageContaining("an object with name, threads and positive ms");
  }

  @Test
  void theCommandIsShownWithoutFolders() {
    String[] arguments = {
      "--python", "/opt/v/bin/python /x/suite.py", "--only", "^gemm", "--threads", "1,2"
    };
    assertThat(Comparison.command(arguments))
        .isEqualTo("benchmarks/compare --python 'python suite.py' --only '^gemm' --threads 1,2");
  }
}
