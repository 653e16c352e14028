package octavo.analysis.lint;

import static octavo.analysis.lint.Faults.RNG;
import static octavo.analysis.lint.Faults.chain;
import static octavo.analysis.lint.Faults.input;
import static octavo.analysis.lint.Faults.step;
import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import octavo.nn.BatchNorm2d;
import octavo.nn.Buffer;
import octavo.nn.Conv1d;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.DropPath;
import octavo.nn.Dropout;
import octavo.nn.Embedding;
import octavo.nn.Gru;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Lstm;
import octavo.nn.Mode;
import octavo.nn.MultiHeadAttention;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Tanh;
import octavo.random.Rng;
import octavo.tensor.Axes;
import octavo.tensor.Index;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Nothing is found in networks of many styles, as users write them.
class SoundNetworksTest {
  private static Linear linear(int in, int out) {
    return Linear.of(in, out).create(RNG);
  }

  private static Linear zeros(int in, int out) {
    return Linear.of(in, out).withInitializer(Initializer.constant(0)).create(RNG);
  }

  private static Conv2d conv(int in, int out) {
    return Conv2d.of(in, out, kernel(3)).withPadding(1).withoutBias().create(RNG);
  }

  private static Conv2d zeroConv(int channels) {
    return Conv2d.of(channels, channels, kernel(1))
        .withInitializer(Initializer.constant(0))
        .create(RNG);
  }

  private static Tensor words() {
    return RandomTensors.integers(Rng.of(5), 0, 11, 2, 9);
  }

  /// A block of a transformer with its norms ahead of attention and of the dense layers.
  record PreNorm(
      LayerNorm first,
      MultiHeadAttention attention,
      LayerNorm second,
      Linear in,
      Linear out,
      Dropout dropout)
      implements Layer {
    static PreNorm create(int n) {
      return new PreNorm(
          LayerNorm.create(n),
          MultiHeadAttention.of(n, 2).create(RNG),
          LayerNorm.create(n),
          linear(n, 4 * n),
          linear(4 * n, n),
          Dropout.drop(0.1));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = attention.forward(first.forward(x, mode), mode);
      Tensor y = x.add(dropout.forward(h, mode));
      Tensor z = out.forward(in.forward(second.forward(y, mode), mode).gelu(), mode);
      return y.add(dropout.forward(z, mode));
    }
  }

  /// A block of ConvNeXt.
  record ConvNext(
      Conv2d depthwise, LayerNorm norm, Linear in, Linear out, Parameter scale, DropPath path)
      implements Layer {
    static ConvNext create(int n) {
      return new ConvNext(
          Conv2d.of(n, n, kernel(7)).withPadding(3).withGroups(n).create(RNG),
          LayerNorm.create(n),
          linear(n, 4 * n),
          linear(4 * n, n),
          Parameter.of(Tensors.full(Shape.of(n), 1e-6)),
          DropPath.drop(0.1));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = norm.forward(depthwise.forward(x, mode).permute(0, 2, 3, 1), mode);
      h = out.forward(in.forward(h, mode).gelu(), mode).multiply(scale.in(mode));
      return x.add(path.forward(h.permute(0, 3, 1, 2), mode));
    }
  }

  /// One matrix to encode and to decode.
  record Tied(Parameter weight, Parameter hidden, Parameter visible) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = x.linear(weight.in(mode), hidden.in(mode)).sigmoid();
      return h.matmul(weight.in(mode)).add(visible.in(mode)).sigmoid();
    }
  }

  /// One network for both pictures of a pair.
  record Siamese(Conv2d conv, Linear last) implements Layer {
    private Tensor one(Tensor x, int which, Mode mode) {
      Tensor picture = x.narrow(1, which, 1).squeeze(1);
      Tensor h = conv.forward(picture, mode).relu().globalAvgPool().flatten(1);
      return last.forward(h, mode);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return one(x, 0, mode).subtract(one(x, 1, mode)).square().sum(1).add(1e-6).sqrt();
    }
  }

  /// A weight as its direction times its length.
  record WeightNorm(Parameter direction, Parameter length, Parameter bias) implements Layer {
    static WeightNorm create(int in, int out) {
      return new WeightNorm(
          Parameter.of(RandomTensors.normal(RNG, out, in)),
          Parameter.of(Tensor.ones(out)),
          Parameter.of(Tensor.zeros(out)));
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor v = direction.in(mode);
      Tensor norm = v.square().sum(Axes.keep(1)).sqrt();
      return x.linear(v.divide(norm).multiply(length.in(mode).unsqueeze(1)), bias.in(mode));
    }
  }

  /// An embedding that is also the last layer.
  record TiedWords(Embedding embedding, PreNorm block, LayerNorm norm) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = block.forward(embedding.forward(x, mode), mode);
      return norm.forward(h, mode).linear(embedding.weight().in(mode), null);
    }
  }

  /// Words seen through windows of two, three and four, of each the strongest.
  record WordWindows(Embedding embedding, Conv1d two, Conv1d three, Conv1d four, Linear last)
      implements Layer {
    private static Conv1d windows(int size) {
      return Conv1d.of(8, 4, size).withPadding(Padding.same()).create(RNG);
    }

    private static Tensor strongest(Conv1d conv, Tensor x, Mode mode) {
      return conv.forward(x, mode).relu().globalMaxPool().flatten(1);
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = embedding.forward(x, mode).permute(0, 2, 1);
      Tensor a = strongest(two, h, mode);
      return last.forward(
          Tensors.concat(1, a, strongest(three, h, mode), strongest(four, h, mode)), mode);
    }
  }

  /// Features mixed along one axis, then along the other.
  record Mixer(Linear channels, Linear tokens, Linear last) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = tokens.forward(channels.forward(x, mode).permute(0, 2, 1), mode);
      return last.forward(h.relu().mean(2), mode);
    }
  }

  /// One small matrix for each of four heads.
  record Heads(Linear all, Linear each) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = all.forward(x, mode).reshape(x.size(0), 4, 4);
      return each.forward(h, mode).reshape(x.size(0), 16).relu();
    }
  }

  /// The rows of even and of odd number beside one another.
  record Focus(Conv2d conv) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor even = x.at(Index.all(), Index.all(), new Index.Range(0, 8, 2));
      Tensor odd = x.at(Index.all(), Index.all(), new Index.Range(1, 8, 2));
      return conv.forward(Tensors.concat(1, even, odd), mode).relu();
    }
  }

  /// Each step mixed with the one before it.
  record TokenShift(Linear last) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor before = x.pad(1, 1, 0).narrow(1, 0, x.size(1));
      return last.forward(x.multiply(0.5).add(before.multiply(0.5)), mode);
    }
  }

  /// A recurrence by hand that begins with a state of zeros.
  record Recurrence(Linear in, Linear again, Linear last) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = x.narrow(1, 0, 1).squeeze(1).narrow(1, 0, 1).multiply(0).expand(x.size(0), 8);
      for (int t = 0; t < x.size(1); t++) {
        Tensor now = x.narrow(1, t, 1).squeeze(1);
        h = in.forward(now, mode).add(again.forward(h, mode)).tanh();
      }
      return last.forward(h, mode);
    }
  }

  /// Attention with a mask of truth values.
  record Masked(Buffer mask, Linear q, Linear k, Linear v) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor scores = q.forward(x, mode).matmul(k.forward(x, mode).transpose(1, 2));
      Tensor masked = scores.maskedFill(mask.tensor(), Double.NEGATIVE_INFINITY);
      return masked.softmax(-1).matmul(v.forward(x, mode));
    }
  }

  /// Gates, shifts and a last layer of zeros (Peebles and Xie, 2022): the gates get a gradient once the
  /// last layer is not 0 any more.
  record DiffusionBlock(
      Linear condition, Linear gate, Linear body, LayerNorm norm, Linear shift, Linear last)
      implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor c = condition.forward(x, mode).silu();
      Tensor h = x.add(gate.forward(c, mode).multiply(body.forward(x, mode).gelu()));
      return last.forward(norm.forward(h, mode).add(shift.forward(c, mode)), mode);
    }
  }

  /// A convolution of zeros ahead of a copy of a network and one behind it (Zhang et al., 2023).
  record Control(Conv2d before, Conv2d copy, Conv2d behind, Conv2d main) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = copy.forward(x.add(before.forward(x, mode)), mode).relu();
      return main.forward(x, mode).relu().add(behind.forward(h, mode));
    }
  }

  /// Two answers in one tensor.
  record TwoHeads(Linear body, Linear classes, Linear place) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = body.forward(x, mode).relu();
      return Tensors.concat(1, classes.forward(h, mode).softmax(1), place.forward(h, mode).tanh());
    }
  }

  static Stream<Arguments> transformers() {
    return Stream.of(
        Arguments.of(
            "norms ahead",
            chain(PreNorm.create(16), PreNorm.create(16), LayerNorm.create(16)),
            input(2, 5, 16)),
        Arguments.of(
            "a norm of the embedding",
            chain(
                Embedding.create(11, 16, RNG),
                LayerNorm.create(16),
                PreNorm.create(16),
                LayerNorm.create(16),
                linear(16, 11)),
            words()),
        Arguments.of(
            "tied words",
            new TiedWords(Embedding.create(11, 16, RNG), PreNorm.create(16), LayerNorm.create(16)),
            words()),
        Arguments.of(
            "masked",
            new Masked(
                Buffer.of(RandomTensors.uniform(RNG, 0, 1, 5, 5).greater(2)),
                linear(8, 8),
                linear(8, 8),
                linear(8, 8)),
            input(2, 5, 8)),
        Arguments.of(
            "diffusion",
            new DiffusionBlock(
                linear(8, 8),
                zeros(8, 8),
                linear(8, 8),
                LayerNorm.create(8),
                zeros(8, 8),
                zeros(8, 8)),
            input(4, 8)),
        Arguments.of(
            "mixer", new Mixer(linear(8, 16), linear(6, 6), linear(16, 3)), input(4, 6, 8)),
        Arguments.of("heads", new Heads(linear(16, 16), linear(4, 4)), input(3, 16)),
        Arguments.of("token shift", new TokenShift(linear(8, 8)), input(2, 5, 8)));
  }

  static Stream<Arguments> pictures() {
    return Stream.of(
        Arguments.of(
            "ConvNeXt",
            chain(
                Conv2d.of(3, 8, kernel(4)).withStride(4).create(RNG),
                ConvNext.create(8),
                step(x -> x.globalAvgPool().flatten(1)),
                linear(8, 10)),
            input(2, 3, 32, 32)),
        Arguments.of(
            "generator",
            chain(
                ConvTranspose2d.of(16, 32, kernel(7)).withStride(2).withoutBias().create(RNG),
                BatchNorm2d.create(32),
                new Relu(),
                ConvTranspose2d.of(32, 3, kernel(4)).withStride(2).withPadding(1).create(RNG),
                new Tanh()),
            input(2, 16, 1, 1)),
        Arguments.of("siamese", new Siamese(conv(1, 4), linear(4, 8)), input(3, 2, 1, 8, 8)),
        Arguments.of("focus", new Focus(conv(6, 8)), input(2, 3, 8, 8)),
        Arguments.of(
            "control",
            new Control(zeroConv(3), conv(3, 3), zeroConv(3), conv(3, 3)),
            input(2, 3, 8, 8)));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        Arguments.of(
            "tied",
            new Tied(
                Parameter.of(input(8, 32).multiply(0.2)),
                Parameter.of(Tensor.zeros(8)),
                Parameter.of(Tensor.zeros(32))),
            input(4, 32)),
        Arguments.of(
            "both ways",
            chain(
                Embedding.create(11, 8, RNG),
                Lstm.of(8, 16).withBidirectional().withLayers(2).withDropout(0.2).create(RNG),
                Gru.of(32, 4).withBidirectional().create(RNG)),
            words()),
        Arguments.of(
            "weight norm",
            chain(WeightNorm.create(8, 16), new Relu(), WeightNorm.create(16, 4)),
            input(4, 8)),
        Arguments.of(
            "word windows",
            new WordWindows(
                Embedding.create(11, 8, RNG),
                WordWindows.windows(2),
                WordWindows.windows(3),
                WordWindows.windows(4),
                linear(12, 2)),
            words()),
        Arguments.of(
            "recurrence", new Recurrence(linear(4, 8), linear(8, 8), linear(8, 2)), input(3, 5, 4)),
        Arguments.of(
            "two heads", new TwoHeads(linear(8, 16), linear(16, 3), linear(16, 2)), input(4, 8)),
        Arguments.of("one example without a batch", linear(4, 3), input(4)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"transformers", "pictures", "others"})
  void nothingIsFound(String name, Layer network, Tensor sample) {
    LintReport report = Lint.of(network, sample);
    assertThat(report.findings()).as(report.toString()).isEmpty();
  }
}
