package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.Conv1d;
import octavo.nn.Conv2d;
import octavo.nn.Conv3d;
import octavo.nn.ConvTranspose1d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.ConvTranspose3d;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.MaxPool2d;
import octavo.nn.Mode;
import octavo.tensor.Padding;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Windows of convolutions and poolings that fit badly, and near misses.
class WindowRulesTest {
  private static final Tensor PICTURE = input(1, 3, 12, 12);

  @Test
  void aStepThatDoesNotDivideATransposedKernel() {
    String rule = "checkerboard";
    Finding finding =
        only(
            rule, chain(ConvTranspose2d.of(3, 4, kernel(3, 4)).withStride(2).create(RNG)), PICTURE);
    assertThat(finding.path()).isEqualTo("0");
    assertThat(finding.what())
        .isEqualTo(
            "neighbors of the result are sums of unequal numbers of products, along the height [2, 1]: kernel 3, stride 2, dilation 1.");
    assertThat(finding.fix())
        .isEqualTo(
            "Take a kernel of 4, or resize (nearest or bilinear) and then convolve; SubPixelConv2d with Initializer.icnr begins without one too.");
    assertThat(
            only(rule, chain(ConvTranspose1d.of(3, 4, 5).withStride(3).create(RNG)), input(1, 3, 6))
                .what())
        .endsWith("along the width [2, 2, 1]: kernel 5, stride 3, dilation 1.");
    assertThat(
            only(
                    rule,
                    chain(ConvTranspose3d.of(3, 4, 3).withStride(2).create(RNG)),
                    input(1, 3, 3, 3, 3))
                .what())
        .contains("along the depth [2, 1] and the height [2, 1] and the width [2, 1]:");
  }

  @Test
  void transposedConvolutionsWithoutACheckerboard() {
    String rule = "checkerboard";
    silent(rule, chain(ConvTranspose2d.of(3, 4, kernel(4)).withStride(2).create(RNG)), PICTURE);
    silent(rule, chain(ConvTranspose2d.of(3, 4, kernel(3)).create(RNG)), PICTURE);
    // a kernel of 5 with step 3 is uneven, but the weights of bilinear interpolation make up for it
    Layer bilinear =
        ConvTranspose2d.of(3, 3, kernel(5))
            .withStride(3)
            .withPadding(1)
            .withInitializer(Initializer.bilinear())
            .create(RNG);
    silent(rule, chain(bilinear), PICTURE);
    silent(rule, chain(Conv2d.of(3, 3, kernel(3)).withStride(2).create(RNG)), PICTURE);
  }

  /// A shortcut that steps, beside a branch that reads all.
  record Shortcut(Conv2d shortcut, Conv2d branch) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return shortcut.forward(x, mode).add(branch.forward(x, mode));
    }
  }

  @Test
  void aStepOverPixels() {
    String rule = "skipped-pixels";
    Layer stepping = Conv2d.of(3, 4, kernel(1)).withStride(2).create(RNG);
    Finding finding = only(rule, chain(step(x -> x.relu()), stepping), PICTURE);
    assertThat(finding.path()).isEqualTo("1");
    assertThat(finding.what())
        .isEqualTo(
            "conv2d steps over numbers that nothing reads: kernel 1, stride 2, dilation 1 along the width.");
    assertThat(finding.why())
        .isEqualTo(
            "75 % of the [1, 3, 12, 12] it is given never reach the output, and the work of computing them is lost.");
    assertThat(only(rule, chain(new MaxPool2d(kernel(2).withStride(3))), PICTURE).path())
        .isEqualTo("0");
    // taps 0 and 2, step 2: odd places are between
    Layer dilated = Conv2d.of(3, 4, kernel(2)).withStride(2).withDilation(2).create(RNG);
    assertThat(only(rule, chain(dilated), PICTURE).why()).endsWith("never reach the network.");
    silent(rule, chain(new MaxPool2d(kernel(2))), input(1, 3, 13, 13));
    silent(rule, chain(Conv2d.of(3, 4, kernel(3)).withStride(2).create(RNG)), PICTURE);
    silent(
        rule, chain(Conv2d.of(3, 4, kernel(3)).withStride(2).withDilation(3).create(RNG)), PICTURE);
    Conv2d branch = Conv2d.of(3, 4, kernel(3)).withPadding(1).withStride(2).create(RNG);
    silent(rule, new Shortcut((Conv2d) stepping, branch), PICTURE);
    silent(
        rule, chain(step(x -> x.add(x.mean(2, 3).unsqueeze(-1).unsqueeze(-1))), branch), PICTURE);
  }

  @Test
  void anEvenKernelThatKeepsTheSize() {
    String rule = "half-pixel-shift";
    Finding finding =
        only(
            rule,
            chain(Conv2d.of(3, 4, kernel(4)).withPadding(Padding.same()).create(RNG)),
            PICTURE);
    assertThat(finding.path()).isEqualTo("0");
    assertThat(finding.what())
        .isEqualTo(
            "a kernel of 4 that keeps the size has 1 zeros ahead and 2 behind along the height.");
    assertThat(finding.fix()).isEqualTo("Take an odd kernel, 3 or 5.");
    silent(
        rule, chain(Conv2d.of(3, 4, kernel(3)).withPadding(Padding.same()).create(RNG)), PICTURE);
    silent(rule, chain(Conv2d.of(3, 4, kernel(4)).withPadding(1).create(RNG)), PICTURE);
    silent(
        rule,
        chain(Conv2d.of(3, 4, kernel(2)).withPadding(Padding.same()).withDilation(2).create(RNG)),
        PICTURE);
    silent(
        rule,
        chain(Conv2d.of(3, 4, kernel(4)).withPadding(Padding.same()).withStride(4).create(RNG)),
        PICTURE);
    // causal: all zeros ahead
    silent(
        rule,
        chain(Conv1d.of(3, 4, 2).withPadding(Padding.of(0, 1, 0, 0)).create(RNG)),
        input(1, 3, 6));
  }

  @Test
  void windowsInThePadding() {
    String rule = "padding-only-windows";
    Finding finding =
        only(rule, chain(Conv2d.of(3, 4, kernel(3)).withPadding(4).create(RNG)), PICTURE);
    assertThat(finding.what())
        .isEqualTo(
            "4 of 18 windows along the height lie in the padding: kernel 3, padding 4 and 4, dilation 1.");
    assertThat(finding.fix())
        .isEqualTo("Pad by dilation·(kernel - 1)/2, here 1, to keep the size.");
    assertThat(
            only(rule, chain(Conv2d.of(3, 4, kernel(2)).withPadding(2).create(RNG)), PICTURE).fix())
        .isEqualTo("Pad by less than the kernel covers, 2.");
    silent(rule, chain(Conv2d.of(3, 4, kernel(3)).withPadding(2).create(RNG)), PICTURE);
    silent(rule, chain(Conv3d.of(3, 4, 3).withPadding(1).create(RNG)), input(1, 3, 3, 3, 3));
  }

  @Test
  void weightsThatMeetOnlyPadding() {
    String rule = "idle-taps";
    Finding finding =
        only(
            rule,
            chain(Conv2d.of(3, 4, kernel(3)).withPadding(12).withDilation(12).create(RNG)),
            input(1, 3, 12, 13));
    assertThat(finding.what())
        .isEqualTo(
            "6 of the 9 places of the kernel meet only padding, since the input is [1, 3, 12, 13].");
    assertThat(finding.why())
        .isEqualTo("72 of 108 weights never change anything and get no gradient.");
    assertThat(
            only(
                    rule,
                    chain(Conv2d.of(3, 4, kernel(3)).withPadding(1).create(RNG)),
                    input(1, 3, 1, 1))
                .what())
        .startsWith("8 of the 9 places");
    silent(rule, chain(Conv2d.of(3, 4, kernel(3)).withPadding(1).create(RNG)), input(1, 3, 2, 2));
    silent(
        rule,
        chain(Conv2d.of(3, 4, kernel(3)).withPadding(11).withDilation(11).create(RNG)),
        PICTURE);
  }
}
