package octavo.analysis.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Each fault of a network made to hold all of them is found, at its place, and nothing else.
class FaultyNetworkTest {
  private static final Tensor SAMPLE = RandomTensors.normal(Rng.of(1), 2, 3, 16, 16);

  @Test
  void everyPlantedFaultIsFoundAndNothingElse() {
    LintReport report = Lint.of(FaultyNetwork.create(), SAMPLE);
    List<String> found =
        report.findings().stream().map(f -> f.rule() + " " + f.path()).sorted().toList();
    assertThat(found)
        .as(report.toString())
        .containsExactly(
            "batch-mixing ",
            "checkerboard up",
            "constant-result ",
            "detached-layer frozen",
            "dropout-at-output last",
            "dropout-before-batch-norm early",
            "drops-everything all",
            "equal-units equal.weight",
            "half-pixel-shift even",
            "idle-activation ",
            "idle-taps dilated",
            "linear-after-linear second",
            "misaligned-branches ",
            "non-finite-numbers spare.bias",
            "norm-after-norm norm_again",
            "norm-of-one of_one",
            "padding-only-windows outside",
            "repeated-layer twins.1",
            "skipped-pixels stepping",
            "softmax-axis ",
            "softmax-axis ",
            "softmax-output ",
            "softmax-twice ",
            "unused-layer spare",
            "useless-bias biased.bias");
  }

  @Test
  void everyRuleThatNeedsNoTrainingFindsSomething() {
    Set<String> found = new TreeSet<>();
    Lint.of(FaultyNetwork.create(), SAMPLE).findings().forEach(f -> found.add(f.rule()));
    Set<String> all = new TreeSet<>();
    Lint.rules().list().stream().filter(r -> r.needs().isEmpty()).forEach(r -> all.add(r.name()));
    assertThat(found).isEqualTo(all);
  }
}
