package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import octavo.format.Json;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.MapAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `octavo bench gemm` and `octavo bench conv2d`: any shape, one row as of `octavo bench`.
class BenchShapesTest {
  private static final String QUICK = " --seconds 0.001 --threads 1";

  private static Result run(String command) {
    Result result = Result.of((Object[]) (command + QUICK).split(" "));
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result;
  }

  private static MapAssert<Object, Object> object(String line) throws IOException {
    return assertThat(Json.parse(line, "line")).asInstanceOf(InstanceOfAssertFactories.MAP);
  }

  private static void assertRow(String line, String name) throws IOException {
    object(line)
        .containsOnlyKeys("name", "threads", "ms", "median_ms", "gflops")
        .containsEntry("name", name)
        .containsEntry("threads", 1L)
        .hasEntrySatisfying("gflops", g -> assertThat(((Number) g).doubleValue()).isPositive());
  }

  @ParameterizedTest
  @CsvSource({
    "'', gemm/17x31x33",
    "--transpose-left, gemm/17x31x33-tn",
    "--transpose-right, gemm/17x31x33-nt",
    "--batch 3 --transpose-left --transpose-right, bmm/3x17x31x33-tt",
    "--algorithm naive, gemm/17x31x33/naive",
    "--algorithm Unrolled --batch 2, bmm/2x17x31x33/unrolled"
  })
  void gemmOfAnyShapeIsARow(String options, String name) throws IOException {
    Result result = run("bench gemm --m 17 --n 31 --k 33 --json" + prefixed(options));
    assertThat(result.out().lines()).hasSize(1);
    assertRow(result.out(), name);
  }

  private static String prefixed(String options) {
    return options.isEmpty() ? "" : " " + options;
  }

  @ParameterizedTest
  @CsvSource({
    "--kernel 3x3, conv/2x4x9x8-6-3x3/fwd",
    "--kernel 3 --padding same --stride 2, conv/2x4x9x8-6-3x3-s2-same/fwd",
    "--kernel 1x2 --padding 1x2 --stride 2x1 --dilation 1x3, "
        + "conv/2x4x9x8-6-1x2-s2x1-p1x2-d1x3/fwd",
    "--kernel 3 --groups 2 --layout nhwc, conv/2x4x9x8-6-3x3-g2-nhwc/fwd",
    "--kernel 3 --pass input, conv/2x4x9x8-6-3x3/input",
    "--kernel 3 --pass weight --padding 1, conv/2x4x9x8-6-3x3-p1/weight",
    "--kernel 3 --pass backward --layout nhwc, conv/2x4x9x8-6-3x3-nhwc/bwd",
    "--kernel 3 --algorithm im2col, conv/2x4x9x8-6-3x3/im2col/fwd"
  })
  void convolutionOfAnyShapeIsARow(String options, String name) throws IOException {
    Result result = run("bench conv2d --input 2x4x9x8 --filters 6 --json " + options);
    assertThat(result.out().lines()).hasSize(1);
    assertRow(result.out(), name);
  }

  @Test
  void textHasAHeadingAndOneLine() {
    for (String command :
        List.of(
            "bench gemm --m 8 --n 8 --k 8",
            "bench conv2d --input 1x1x5x5 --filters 1 --kernel 3")) {
      List<String> lines = run(command).out().lines().toList();
      assertThat(lines).hasSize(2);
      assertThat(lines.getFirst()).contains("workload", "best ms", "median ms", "GFLOP/s");
      assertThat(lines.getLast()).startsWith(command.contains("gemm") ? "gemm/" : "conv/");
    }
  }

  @Test
  void whyNamesEveryAlgorithmAndOneThatIsTaken() {
    List<String> lines =
        run("bench conv2d --input 1x64x28x28 --filters 64 --kernel 3 --padding 1 --why")
            .out()
            .lines()
            .toList();
    assertThat(lines.getFirst()).isEqualTo("output: 28,901,376 multiplications by the definition");
    List<String> said = lines.subList(2, 13);
    List<String> labels =
        List.of(
            "pointwise",
            "depthwise",
            "winograd-4x4",
            "winograd-2x2",
            "paired",
            "direct-channels",
            "direct",
            "implicit-gemm",
            "im2col",
            "fft",
            "naive");
    for (int i = 0; i < labels.size(); i++) {
      assertThat(said.get(i)).contains(labels.get(i));
    }
    assertThat(said.getFirst()).contains("refuses: ");
    assertThat(said)
        .filteredOn(line -> line.startsWith("* ") && line.endsWith("  taken"))
        .hasSize(1);
    assertThat(lines).hasSize(15);
  }

  @Test
  void whyOfBothGradientsInJson() throws IOException {
    List<String> lines =
        run("bench conv2d --input 1x8x9x9 --filters 8 --kernel 1 --pass backward --why --json")
            .out()
            .lines()
            .toList();
    assertThat(lines).hasSize(23);
    for (int i = 0; i < 22; i++) {
      object(lines.get(i))
          .containsEntry("pass", i < 11 ? "input" : "weight")
          .containsKeys("algorithm", "taken");
    }
    assertThat(Stream.of(0, 11).map(lines::get))
        .allMatch(line -> line.contains("\"pointwise\"") && line.contains("\"work\""));
    assertRow(lines.getLast(), "conv/1x8x9x9-8-1x1/bwd");
  }

  @Test
  void aRefusedAlgorithmSaysWhy() {
    Result result =
        Result.of(
            (Object[])
                "bench conv2d --input 1x4x9x9 --filters 4 --kernel 3 --algorithm pointwise --why"
                    .split(" "));
    assertThat(result.code()).isEqualTo(2);
    assertThat(result.out()).contains("pointwise", "refuses: ").doesNotContain("taken");
    assertThat(result.err())
        .startsWith("octavo: --algorithm pointwise does not compute this output: ")
        .contains(". Use auto, or see with --why what each says.");
  }

  @Test
  void helpTellsTheSubcommandsAndTheirOptions() {
    assertThat(Result.of("bench", "--help").out()).contains("gemm", "conv2d", "ladder", "--only");
    Map<String, List<String>> options =
        Map.of(
            "gemm",
            List.of("--m", "--n", "--k", "--batch", "--transpose-left", "--transpose-right"),
            "conv2d",
            List.of("--input", "--filters", "--kernel", "--stride", "--padding", "--dilation")
                .stream()
                .toList(),
            "ladder",
            List.of("gemm|conv", "--sizes", "--limit", "--csv", "--svg"));
    options.forEach((command, names) -> {
      Result help = Result.of("bench", command, "--help");
      assertThat(help.code()).isZero();
      assertThat(help.out())
          .startsWith("Usage: octavo bench " + command)
          .contains(names)
          .contains("--threads", "--seconds", "--json");
    });
  }
}
