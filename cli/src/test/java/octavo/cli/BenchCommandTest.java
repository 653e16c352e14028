package octavo.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import octavo.format.Json;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class BenchCommandTest {
  @Test
  void listNamesAllRowsOfTheSuite() {
    List<String> names = Result.of("bench", "--list").out().lines().toList();
    assertThat(names)
        .doesNotHaveDuplicates()
        .contains("gemm/256", "bmm/64x128x64x128", "conv/3x3-64-56/fwd", "conv/3x3-64-56/bwd")
        .contains("conv-transpose/4x4s2-64-32", "conv/dilated2-64-56/fwd")
        .containsSubsequence("conv/3x3-64-32-b16/bwd", "conv-transpose/4x4s2-64-32", "act/relu-8M")
        .containsSubsequence(
            "step/tiny-mlp-b8",
            "step/lenet-b64",
            "step/resnet18-cifar-b16",
            "step/vae-mlp-b128",
            "step/gpt-4x128-b16x64",
            "step/lstm-64-128-b32x32",
            "infer/resnet50-b1",
            "infer/mobilenet-v2-b1",
            "infer/mobilenet-v2-b8",
            "optim/adamw-8M")
        .contains("act/relu-8M", "act/gelu-8M", "softmax/4096x1000", "log-softmax/4096x1000")
        .contains("dropout/8M", "pool/max-3x3s2-64-112-b8", "norm/layer-4096x768")
        .contains("reduce/sum-rows-4096x4096", "chain/gelu-bias-scale-4M", "rand/normal-8M")
        .contains("overhead/200-ops-on-4", "step/tiny-mlp-b8", "step/lenet-b64", "optim/adamw-8M");
  }

  @Test
  void aRowMayBeNamedLikeACommand() {
    Result result = Result.of("bench", "--list", "--only", "gemm");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).contains("gemm/256").allMatch(name -> name.contains("gemm"));
  }

  @Test
  void jsonIsOneObjectALine() throws IOException {
    Result result =
        Result.of(
            "bench", "--only", "gemm/64$|tiny", "--seconds", "0.01", "--threads", "1", "--json");
    assertThat(result.code()).isZero();
    assertThat(result.out().lines()).hasSize(2);
    for (String line : result.out().lines().toList()) {
      assertThat(Json.parse(line, "line"))
          .asInstanceOf(InstanceOfAssertFactories.MAP)
          .containsOnlyKeys("name", "threads", "ms", "median_ms", "gflops")
          .containsEntry("threads", 1L);
    }
  }

  @Test
  void doctorTellsWhatTheMachineOffers() throws IOException {
    Result result = Result.of("doctor", "--json");
    assertThat(Json.parse(result.out(), "doctor"))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsKeys("java", "simd", "vector bits", "cores", "caches")
        .hasEntrySatisfying(
            "caches", v -> assertThat((String) v).matches("L1 data .* KB, L2 .* KB, L3 .* KB.*"))
        .hasEntrySatisfying(
            "blocks of products",
            v ->
                assertThat((String) v)
                    .matches(
                        "tiles of \\d+ × \\d+, mc \\d+, nc \\d+ \\(up to \\d+ where k ≤ kc\\), kc \\d+"))
        .hasEntrySatisfying("peak GFLOP/s of one core", v -> assertThat((Double) v).isPositive());
  }
}
