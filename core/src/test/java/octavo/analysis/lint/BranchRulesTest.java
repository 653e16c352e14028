package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import octavo.autograd.Backward;
import octavo.autograd.Engine;
import octavo.nn.Conv2d;
import octavo.nn.Embedding;
import octavo.nn.Layer;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.op.UnaryOp;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Branches that meet, aligned or not.
class BranchRulesTest {
  private static final String RULE = "misaligned-branches";

  /// Two ways that are added up.
  record Two(Layer a, Layer b) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return a.forward(x, mode).add(b.forward(x, mode));
    }
  }

  @Test
  void branchesThatLookAtDifferentPlaces() {
    Layer centered = Conv2d.of(3, 4, kernel(3)).withPadding(1).withStride(2).create(RNG);
    Layer shifted = Conv2d.of(3, 4, kernel(2)).withStride(2).create(RNG);
    Finding finding = only(RULE, new Two(centered, shifted), input(1, 3, 16, 16));
    assertThat(finding.path()).isEmpty();
    assertThat(finding.what())
        .isEqualTo(
            "add joins branches that look at different places along axis 2 of the input: a (conv2d) has jump 2 and center 0, b (conv2d) has jump 2 and center 0.5.");
    assertThat(finding.fix())
        .isEqualTo(
            "Pad both so that their centers agree: (kernel - 1)/2 in front of an odd kernel.");
  }

  /// An operation that nobody knows.
  record Unknown() implements UnaryOp {
    @Override
    public Shape outputShape(Shape x) {
      return x;
    }

    @Override
    public void forward(Tensor x, Tensor y) {}

    @Override
    public Tensor gradient(Backward at) {
      return at.dy();
    }

    @Override
    public Saves saves() {
      return Saves.NOTHING;
    }
  }

  @Test
  void whatCannotBeToldIsNotChecked() {
    Layer network =
        chain(step(x -> Engine.apply(new Unknown(), x)), Conv2d.of(3, 4, kernel(3)).create(RNG));
    LintReport report = Lint.rules().only(RULE).check(network, input(1, 3, 16, 16));
    assertThat(report.isClean()).isTrue();
    assertThat(report.unchecked()).extracting(LintReport.Unchecked::rule).containsExactly(RULE);
    assertThat(report.unchecked().getFirst().needs())
        .startsWith(
            "receptive fields (ReceptiveField: every operation must have a rule for what it reads");
  }

  @Test
  void alignedBranches() {
    Layer three = Conv2d.of(3, 4, kernel(3)).withPadding(1).withStride(2).create(RNG);
    Layer one = Conv2d.of(3, 4, kernel(1)).withStride(2).create(RNG);
    silent(RULE, new Two(three, one), input(1, 3, 16, 16));
    silent(RULE, new Two(Linear.of(4, 2).create(RNG), Linear.of(4, 2).create(RNG)), input(2, 4));
    Layer words = Embedding.create(5, 4, RNG);
    silent(RULE, words, Tensors.of(new long[] {1, 2, 3, 4}, 2, 2));
  }
}
