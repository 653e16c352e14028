package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.found;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.only;
import static octavo.analysis.lint.Faults.silent;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import octavo.nn.AvgPool2d;
import octavo.nn.BatchNorm1d;
import octavo.nn.BatchNorm2d;
import octavo.nn.BatchNorm3d;
import octavo.nn.Conv1d;
import octavo.nn.Conv2d;
import octavo.nn.Conv3d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.DropPath;
import octavo.nn.Dropout;
import octavo.nn.Dropout2d;
import octavo.nn.GroupNorm;
import octavo.nn.InstanceNorm2d;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.MaxPool2d;
import octavo.nn.Mode;
import octavo.nn.Relu;
import octavo.nn.RmsNorm;
import octavo.tensor.Layout;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

/// Biases, dropout and norms that stand in one another's way, and near misses.
class NormRulesTest {
  private static final String BIAS = "useless-bias";
  private static final Tensor PICTURE = input(2, 3, 8, 8);

  private static Conv2d conv(int in, int out) {
    return Conv2d.of(in, out, kernel(3)).withPadding(1).create(RNG);
  }

  /// A convolution whose result goes two ways.
  record Forked(Conv2d conv, BatchNorm2d norm) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = conv.forward(x, mode);
      return norm.forward(h, mode).add(h);
    }
  }

  /// A convolution that is used ahead of a norm and elsewhere.
  record Reused(Conv2d conv, BatchNorm2d norm) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return norm.forward(conv.forward(x, mode), mode).add(conv.forward(x.negate(), mode).relu());
    }
  }

  /// Two branches whose sum is normalized.
  record Summed(Conv2d a, Conv2d b, BatchNorm2d norm) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return norm.forward(a.forward(x, mode).add(b.forward(x, mode).relu()), mode);
    }
  }

  @Test
  void aBiasAheadOfABatchNormIsUseless() {
    assertThat(only(BIAS, chain(conv(3, 16), BatchNorm2d.create(16)), PICTURE))
        .isEqualTo(
            new Finding(
                BIAS,
                Severity.WARNING,
                "0.bias",
                only(BIAS, chain(conv(3, 16), BatchNorm2d.create(16)), PICTURE).place(),
                "the bias of 16 numbers stands ahead of the norm '1', which takes off the mean of each channel and the bias with it.",
                "It changes no output in training and its gradient is 0; it costs 16 parameters, 64 bytes, and as much again for each number that the optimizer keeps of it.",
                "Create the layer withoutBias(), or build the block by Sequential.builder(), which leaves it out."));
  }

  @Test
  void itIsAlsoUselessBehindWhatKeepsAConstantOfAChannel() {
    assertThat(
            only(
                    BIAS,
                    chain(
                        conv(3, 4),
                        new MaxPool2d(kernel(2)),
                        new AvgPool2d(kernel(2)),
                        step(x -> x.multiply(2).negate().narrow(2, 0, 1)),
                        InstanceNorm2d.create(4)),
                    PICTURE)
                .path())
        .isEqualTo("0.bias");
    assertThat(
            only(BIAS, new Summed(conv(3, 4), conv(3, 4), BatchNorm2d.create(4)), PICTURE).path())
        .isEqualTo("a.bias");
  }

  /// Two results that are normalized together.
  record Beside(Conv2d a, Conv2d b, BatchNorm2d norm) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return norm.forward(Tensors.concat(1, a.forward(x, mode), b.forward(x, mode)), mode);
    }
  }

  @Test
  void itIsUselessBesideOtherChannelsAndWithOnlySomeOfThem() {
    assertThat(found(BIAS, new Beside(conv(3, 4), conv(3, 2), BatchNorm2d.create(6)), PICTURE))
        .extracting(Finding::path)
        .containsExactly("a.bias", "b.bias");
    assertThat(
            only(
                    BIAS,
                    chain(conv(3, 4), step(x -> x.narrow(1, 1, 2)), BatchNorm2d.create(2)),
                    PICTURE)
                .path())
        .isEqualTo("0.bias");
    // one behind another is another constant in each half
    silent(
        BIAS,
        chain(conv(3, 4), step(x -> Tensors.concat(2, x, x)), BatchNorm2d.create(4)),
        PICTURE);
  }

  @Test
  void aGroupOfOneChannelTakesOffItsBias() {
    assertThat(only(BIAS, chain(conv(3, 4), GroupNorm.create(4, 4)), PICTURE).path())
        .isEqualTo("0.bias");
    silent(BIAS, chain(conv(3, 4), GroupNorm.create(1, 4)), PICTURE);
    silent(BIAS, chain(conv(3, 4), RmsNorm.create(8)), PICTURE);
  }

  @Test
  void everyKindOfLayerIsSeen() {
    assertThat(
            only(BIAS, chain(Linear.of(3, 4).create(RNG), BatchNorm1d.create(4)), input(5, 3))
                .path())
        .isEqualTo("0.bias");
    assertThat(
            only(BIAS, chain(Conv1d.of(3, 4, 3).create(RNG), BatchNorm1d.create(4)), input(2, 3, 8))
                .path())
        .isEqualTo("0.bias");
    assertThat(
            only(
                    BIAS,
                    chain(Conv3d.of(3, 4, 3).create(RNG), BatchNorm3d.create(4)),
                    input(2, 3, 4, 4, 4))
                .path())
        .isEqualTo("0.bias");
    assertThat(
            only(
                    BIAS,
                    chain(
                        ConvTranspose2d.of(3, 4, kernel(2)).withStride(2).create(RNG),
                        BatchNorm2d.create(4)),
                    PICTURE)
                .path())
        .isEqualTo("0.bias");
    Layer last =
        chain(
            Conv2d.of(3, 4, kernel(3)).withLayout(Layout.CHANNELS_LAST).create(RNG),
            step(x -> x.permute(0, 3, 1, 2)),
            BatchNorm2d.create(4));
    assertThat(only(BIAS, last, input(2, 8, 8, 3)).path()).isEqualTo("0.bias");
  }

  @Test
  void aBiasThatCountsIsNotReported() {
    silent(
        BIAS,
        chain(Conv2d.of(3, 4, kernel(3)).withoutBias().create(RNG), BatchNorm2d.create(4)),
        PICTURE);
    silent(BIAS, chain(conv(3, 4), GroupNorm.create(2, 4)), PICTURE);
    silent(BIAS, chain(conv(3, 4), LayerNorm.create(8)), PICTURE);
    silent(BIAS, chain(conv(3, 4), new Relu(), BatchNorm2d.create(4)), PICTURE);
    silent(BIAS, chain(conv(3, 4), Dropout.drop(0.5), BatchNorm2d.create(4)), PICTURE);
    silent(BIAS, new Forked(conv(3, 4), BatchNorm2d.create(4)), PICTURE);
    silent(BIAS, new Reused(conv(3, 4), BatchNorm2d.create(4)), PICTURE);
    // padding that counts as zeros makes another constant at the edges
    silent(
        BIAS,
        chain(conv(3, 4), new AvgPool2d(kernel(3).withPadding(1)), BatchNorm2d.create(4)),
        PICTURE);
    // the channels of the norm are the steps of the linear layer
    silent(BIAS, chain(Linear.of(3, 4).create(RNG), BatchNorm1d.create(5)), input(2, 5, 3));
  }

  @Test
  void aNormBehindANorm() {
    Finding same =
        only(
            "norm-after-norm",
            chain(conv(3, 4), BatchNorm2d.create(4), BatchNorm2d.create(4)),
            PICTURE);
    assertThat(same.path()).isEqualTo("2");
    assertThat(same.what())
        .isEqualTo("the BatchNorm2d gets what the BatchNorm2d '1' gave, with nothing between.");
    assertThat(same.why())
        .isEqualTo("The second takes off the scale and shift that the first has learned.");
    Finding other =
        only(
            "norm-after-norm",
            chain(LayerNorm.create(4), step(x -> x.unsqueeze(0).squeeze(0)), RmsNorm.create(4)),
            input(5, 4));
    assertThat(other.what())
        .isEqualTo("the RmsNorm gets what the LayerNorm '0' gave, with nothing between.");
    assertThat(other.why())
        .isEqualTo(
            "Each undoes a part of the other; two passes over the numbers do the work of one.");
    silent(
        "norm-after-norm",
        chain(BatchNorm2d.create(3), new Relu(), BatchNorm2d.create(3)),
        PICTURE);
    silent("norm-after-norm", chain(step(x -> x.add(1)), LayerNorm.create(8)), PICTURE);
  }

  @Test
  void aNormOfOneNumber() {
    assertThat(only("norm-of-one", chain(LayerNorm.create(1)), input(4, 1)).what())
        .isEqualTo("layerNorm runs over one number at a time: its input is [4, 1].");
    assertThat(only("norm-of-one", chain(RmsNorm.create(1)), input(4, 1)).why())
        .isEqualTo("Only the sign of the number is left.");
    assertThat(only("norm-of-one", chain(GroupNorm.create(4, 4)), input(3, 4)).path())
        .isEqualTo("0");
    silent("norm-of-one", chain(GroupNorm.create(4, 4)), input(3, 4, 2));
    silent("norm-of-one", chain(GroupNorm.create(2, 4)), input(3, 4));
    silent("norm-of-one", chain(LayerNorm.create(2)), input(1, 2));
  }

  @Test
  void dropoutAheadOfABatchNorm() {
    String rule = "dropout-before-batch-norm";
    Finding finding =
        only(
            rule,
            chain(Dropout2d.drop(0.2), conv(3, 4), new Relu(), conv(4, 4), BatchNorm2d.create(4)),
            PICTURE);
    assertThat(finding.path()).isEqualTo("0");
    assertThat(finding.what()).isEqualTo("dropout of 0.2 stands ahead of the batch norm '4'.");
    assertThat(finding.why())
        .isEqualTo(
            "What is kept is divided by 0.8: of numbers around 0 the variance is 1.25 times as large in training as in inference, and the running statistics are those of training.");
    silent(rule, chain(conv(3, 4), BatchNorm2d.create(4), Dropout.drop(0.5), conv(4, 4)), PICTURE);
    silent(rule, chain(Dropout.drop(0), conv(3, 4), BatchNorm2d.create(4)), PICTURE);
    silent(rule, chain(DropPath.drop(0.5), conv(3, 4), BatchNorm2d.create(4)), PICTURE);
    silent(
        rule,
        chain(
            Dropout.drop(0.5),
            conv(3, 4),
            GroupNorm.create(2, 4),
            new Relu(),
            BatchNorm2d.create(4)),
        PICTURE);
    silent(rule, chain(Dropout.drop(0.5), conv(3, 4), LayerNorm.create(8)), PICTURE);
  }

  @Test
  void dropoutOfEverythingAndOfTheOutput() {
    Finding all = only("drops-everything", chain(conv(3, 4), Dropout.drop(1), conv(4, 4)), PICTURE);
    assertThat(all.path()).isEqualTo("1");
    assertThat(all.what()).isEqualTo("drops with probability 1.");
    silent("drops-everything", chain(conv(3, 4), Dropout.keep(1), conv(4, 4)), PICTURE);
    String rule = "dropout-at-output";
    Layer head = Linear.of(4, 2).create(RNG);
    Finding end =
        only(rule, chain(head, Dropout.drop(0.25), step(x -> x.reshape(-1, 1, 2))), input(3, 4));
    assertThat(end.path()).isEqualTo("1");
    assertThat(end.what())
        .isEqualTo("the output itself is dropped, each number with probability 0.25.");
    assertThat(found(rule, chain(head, Dropout.drop(0.25), step(x -> x.softmax(1))), input(3, 4)))
        .hasSize(1);
    silent(rule, chain(Dropout.drop(0.25), head), input(3, 4));
    silent(rule, chain(head, Dropout.drop(0)), input(3, 4));
    silent(rule, chain(head, Dropout.drop(0.1), new Relu()), input(3, 4));
  }
}
