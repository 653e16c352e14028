package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import octavo.cli.bench.LadderBench;
import octavo.cli.bench.LadderBench.Kind;
import octavo.cli.bench.LadderPoint;
import octavo.cli.bench.LadderText;
import octavo.cli.bench.Timing;
import octavo.format.Json;
import octavo.tensor.Rung;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// `octavo bench ladder`: tables, JSON, numbers in a file and the plot.
class BenchLadderTest {
  private static final List<String> RUNGS =
      List.of("naive", "reordered", "tiled", "vectorized", "parallel", "unrolled", "packed");

  @TempDir private Path folder = Path.of("");

  private static Result run(Object... more) {
    List<Object> words = new ArrayList<>(List.of("bench", "ladder"));
    words.addAll(List.of(more));
    words.addAll(List.of("--seconds", "0.001", "--threads", "2"));
    Result result = Result.of(words.toArray());
    assertThat(result.err()).isEmpty();
    assertThat(result.code()).isZero();
    return result;
  }

  @Test
  void gemmIsATableOfSizesAndRungs() {
    List<String> lines = run("gemm", "--sizes", "33,8,33").out().lines().toList();
    assertThat(lines.get(0)).contains(" cores, Java ");
    assertThat(lines.get(1)).startsWith("vectors of ").contains("GFLOP/s a core (measured)");
    assertThat(lines.get(4).strip().split("\\s+")).containsExactly(words("n", RUNGS));
    assertThat(lines.get(5)).startsWith("    8 ");
    assertThat(lines.get(6)).startsWith("   33 ");
    assertThat(lines.get(6).chars().filter(c -> c == '%')).hasSize(RUNGS.size());
    assertThat(lines).hasSize(7);
  }

  private static String[] words(String first, List<String> rest) {
    List<String> all = new ArrayList<>(List.of(first));
    all.addAll(rest);
    return all.toArray(String[]::new);
  }

  @Test
  void convIsATableOfRungsForEachSize() {
    List<String> lines = run("conv", "--sizes", "12").out().lines().toList();
    assertThat(lines.get(3)).isEqualTo("3 → 64 channels, 3×3, 12×12 → 10×10: 0.3 MFLOP");
    assertThat(lines.get(4)).contains("rung", "ms", "GFLOP/s", "of peak", "× naive");
    for (int i = 0; i < RUNGS.size(); i++) {
      assertThat(lines.get(5 + i)).startsWith(RUNGS.get(i) + " ").contains(" %");
    }
    assertThat(lines.get(5)).endsWith(" 1.0");
  }

  @ParameterizedTest
  @EnumSource
  void jsonIsOneRowAPoint(Kind kind) throws IOException {
    List<String> lines = run(kind.label(), "--sizes", "9,16", "--json").out().lines().toList();
    assertThat(lines).hasSize(2 * RUNGS.size());
    for (int i = 0; i < lines.size(); i++) {
      String rung = RUNGS.get(i % RUNGS.size());
      int size = i < RUNGS.size() ? 9 : 16;
      assertThat(Json.parse(lines.get(i), "line"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("name", "threads", "ms", "median_ms", "gflops", "peak_share")
          .containsEntry("name", "ladder/" + kind.label() + "/" + rung + "/" + size)
          .containsEntry("threads", i % RUNGS.size() < 4 ? 1L : 2L);
    }
  }

  @Test
  void csvAndSvgHoldEveryPointAndACurveForEachRung() throws IOException {
    Path csv = folder.resolve("ladder.csv");
    Path svg = folder.resolve("ladder.svg");
    Result result = run("gemm", "--sizes", "8,16,24", "--csv", csv, "--svg", svg);
    assertThat(result.out()).endsWith("Written: " + csv + " " + svg + System.lineSeparator());
    List<String> lines = Files.readAllLines(csv);
    assertThat(lines).hasSize(1 + 3 * RUNGS.size());
    assertThat(lines.getFirst()).isEqualTo("rung,size,threads,ms,median_ms,gflops,peak_share");
    assertThat(lines.get(1)).matches("naive,8,1(,[0-9.E-]+){4}");
    assertThat(lines.getLast()).matches("packed,24,2(,[0-9.E-]+){4}");
    String drawing = Files.readString(svg);
    for (String rung : RUNGS) {
      assertThat(drawing).contains(">" + rung + "<");
    }
    assertThat(drawing).contains(">GFLOP/s; the peak is ");
    assertThat(drawing.split("<path class=\"curve ")).hasSize(1 + RUNGS.size());
    assertThat(drawing.split("<circle class=\"fill dot ")).hasSize(1 + 3 * RUNGS.size());
  }

  @Test
  void whatWouldTakeTooLongIsSkippedAndSaidSo() {
    // one call for n = 8 is enough to tell that n = 2000 takes longer than a tenth of a millisecond
    List<String> lines =
        run("gemm", "--sizes", "8,2000", "--limit", "0.0001").out().lines().toList();
    assertThat(lines.get(6)).matches(" 2000( +skipped){7}");
    assertThat(lines.get(7))
        .matches(
            "ladder/gemm/naive/2000 was skipped: one call would take about \\d+ s, more than --limit"
                + " 1.0E-4\\.");
    List<String> json =
        run("gemm", "--sizes", "8,2000", "--limit", "0.0001", "--json").out().lines().toList();
    assertThat(json.getLast())
        .contains("\"name\":\"ladder/gemm/packed/2000\"", "\"skipped\":true", "\"expected_ms\":");
  }

  @Test
  void theUsualSizesAreThoseOfTheArticle() {
    assertThat(Kind.GEMM.usualSizes()).hasSize(35).startsWith(32, 64).endsWith(1280, 1536, 1792);
    assertThat(Kind.CONV.usualSizes()).containsExactly(224);
    assertThat(Kind.CONV.flops(224)).isEqualTo(2.0 * 85_162_752);
    assertThat(Kind.GEMM.flops(10)).isEqualTo(2000);
    assertThat(LadderBench.rungs()).containsExactly(Rung.values());
  }

  @Test
  void ratesAndSharesAreComputedFromTheBestTime() {
    Timing timing = new Timing(2, 4);
    LadderPoint point =
        new LadderPoint("ladder/x", Rung.TILED, 7, 1, 6e6, 100, Optional.of(timing), 0);
    assertThat(point.gflops()).isEqualTo(3);
    assertThat(point.share()).isEqualTo(0.03);
    assertThat(point.csv()).isEqualTo("tiled,7,1,2.0,4.0,3.0,0.03");
    LadderPoint slow =
        new LadderPoint("ladder/x", Rung.TILED, 7, 1, 6e6, 0, Optional.empty(), 4200);
    assertThat(slow.csv()).isEqualTo("tiled,7,1,,,,");
    assertThat(LadderText.skipped(List.of(point, slow), 3))
        .containsExactly(
            "ladder/x was skipped: one call would take about 5 s, more than --limit 3.0.");
  }
}
