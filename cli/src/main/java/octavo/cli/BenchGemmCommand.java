package octavo.cli;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import octavo.cli.bench.BenchRow;
import octavo.cli.bench.Workload;
import octavo.random.Rng;
import octavo.tensor.GemmAlgorithm;
import octavo.tensor.GemmOptions;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Visibility;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `octavo bench gemm`: how long a matrix product of any size takes.
@Command(
    name = "gemm",
    description = "Time the product of an m×k with a k×n matrix of float32.",
    showDefaultValues = true)
final class BenchGemmCommand implements Callable<Integer> {
  @Option(
      names = "--m",
      required = true,
      showDefaultValue = Visibility.NEVER,
      description = "Rows of the result.")
  private int m;

  @Option(
      names = "--n",
      required = true,
      showDefaultValue = Visibility.NEVER,
      description = "Columns of the result.")
  private int n;

  @Option(
      names = "--k",
      required = true,
      showDefaultValue = Visibility.NEVER,
      description = "The size that is summed over.")
  private int k;

  @Option(names = "--batch", description = "How many products at once.")
  private int batch = 1;

  @Option(names = "--transpose-left", description = "The left matrix lies as k×m.")
  private boolean left;

  @Option(names = "--transpose-right", description = "The right matrix lies as n×k.")
  private boolean right;

  @Option(
      names = "--algorithm",
      description =
          "auto, or a rung of the ladder: naive, reordered, tiled, vectorized, parallel, unrolled,"
              + " packed.")
  private String algorithm = "auto";

  @Option(names = "--seconds", description = "How long to time it.")
  private double seconds = 0.7;

  @Mixin private BenchOptions options = new BenchOptions();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Integer call() {
    CommandSpec command = Objects.requireNonNull(spec);
    options.apply(command, seconds);
    BenchRow row = BenchRow.of(workload(), seconds);
    options.print(command.commandLine().getOut(), row);
    return 0;
  }

  private GemmAlgorithm chosen() {
    GemmAlgorithm chosen =
        OptionChecks.oneOf(
            "--algorithm", List.of(GemmAlgorithm.values()), GemmAlgorithm::label, algorithm);
    if (!chosen.isAvailable()) {
      throw new Main.WrongUse(
          "--algorithm %s needs the Vector API, which is off. octavo doctor says more."
              .formatted(algorithm));
    }
    return chosen;
  }

  private Workload workload() {
    OptionChecks.atLeast("--m", 1, m);
    OptionChecks.atLeast("--n", 1, n);
    OptionChecks.atLeast("--k", 1, k);
    OptionChecks.atLeast("--batch", 1, batch);
    GemmOptions how =
        GemmOptions.DEFAULT
            .withTransposeLeft(left)
            .withTransposeRight(right)
            .withAlgorithm(chosen());
    Shape a = shape(left ? k : m, left ? m : k);
    Shape b = shape(right ? n : k, right ? k : n);
    shape(m, n);
    return new Workload(
        name(how),
        2.0 * batch * m * n * k,
        () -> {
          Rng rng = Rng.of(0);
          Tensor x = RandomTensors.normal(rng, a.toArray());
          Tensor y = RandomTensors.normal(rng, b.toArray());
          return () -> x.gemm(y, how);
        });
  }

  private Shape shape(int rows, int columns) {
    try {
      return batch == 1 ? Shape.of(rows, columns) : Shape.of(batch, rows, columns);
    } catch (IllegalArgumentException e) { // more than a tensor holds
      throw new Main.WrongUse(String.valueOf(e.getMessage()));
    }
  }

  private String name(GemmOptions how) {
    String transposes = left || right ? "-" + (left ? "t" : "n") + (right ? "t" : "n") : "";
    return (batch == 1 ? "gemm/" : "bmm/" + batch + "x")
        + "%dx%dx%d%s".formatted(m, n, k, transposes)
        + (how.algorithm() == GemmAlgorithm.AUTO ? "" : "/" + how.algorithm().label());
  }
}
