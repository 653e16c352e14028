package octavo.nn;

import octavo.random.Rng;
import octavo.tensor.ConvAlgorithm;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Determinism;
import octavo.tensor.Extent;
import octavo.tensor.Layout;
import octavo.tensor.Padding;
import octavo.tensor.Shape;
import org.jspecify.annotations.Nullable;

/// What a layer of convolution is made from: `Conv2d.of(16, 32, kernel(3)).withStride(2).create(rng)`.
/// With a bias and PyTorch's default initialization unless told otherwise.
///
/// @param <L> the layer
public final class ConvBuilder<L> {
  /// The layer from its parts.
  interface Maker<L> {
    L make(Parameter weight, @Nullable Parameter bias, ConvTransposeOptions options);
  }

  private final String layer;
  private final boolean transposed;
  private final int in;
  private final int out;
  private final int[] kernel;
  private final Maker<L> maker;
  private final ConvTransposeOptions options;
  private final boolean withBias;
  private final Initializer initializer;
  private final @Nullable Initializer biasInitializer;

  private ConvBuilder(
      ConvBuilder<L> from,
      ConvTransposeOptions options,
      boolean withBias,
      Initializer initializer,
      @Nullable Initializer biasInitializer) {
    layer = from.layer;
    transposed = from.transposed;
    in = from.in;
    out = from.out;
    kernel = from.kernel;
    maker = from.maker;
    this.options = options;
    this.withBias = withBias;
    this.initializer = initializer;
    this.biasInitializer = biasInitializer;
    int groups = options.convolution().groups();
    if (in % groups != 0 || out % groups != 0) {
      throw new IllegalArgumentException(
          "%s: groups must divide the channels, but groups is %d, in is %d and out is %d."
              .formatted(layer, groups, in, out));
    }
  }

  ConvBuilder(String layer, boolean transposed, int in, int out, int[] kernel, Maker<L> maker) {
    this.layer = layer;
    this.transposed = transposed;
    this.in = in;
    this.out = out;
    this.kernel = kernel;
    this.maker = maker;
    options = ConvTransposeOptions.DEFAULT;
    withBias = true;
    initializer = Initializer.kaimingUniform(Math.sqrt(1 / 3.0));
    biasInitializer = null;
    if (in < 1 || out < 1) {
      throw new IllegalArgumentException(
          "%s: channels must be positive, but in is %d and out is %d.".formatted(layer, in, out));
    }
    for (int size : kernel) {
      if (size < 1) {
        throw new IllegalArgumentException(
            "%s: the kernel must have at least one number along each axis, but is %s."
                .formatted(layer, Shape.of(kernel)));
      }
    }
  }

  private ConvBuilder<L> with(ConvOptions changed) {
    return with(new ConvTransposeOptions(changed, options.outputPadding()));
  }

  private ConvBuilder<L> with(ConvTransposeOptions changed) {
    return new ConvBuilder<>(this, changed, withBias, initializer, biasInitializer);
  }

  private ConvOptions convolution() {
    return options.convolution();
  }

  /// The channels that leave, if they stand on axis 1, else 0.
  int channelsOnAxisOne() {
    return convolution().layout() == Layout.CHANNELS_FIRST ? out : 0;
  }

  /// All options at once.
  public ConvBuilder<L> withOptions(ConvOptions all) {
    return with(all);
  }

  /// Steps of this size along all axes.
  public ConvBuilder<L> withStride(int step) {
    return with(convolution().withStride(step));
  }

  /// The same padding on every side.
  public ConvBuilder<L> withPadding(int size) {
    return with(convolution().withPadding(size));
  }

  /// Another padding.
  public ConvBuilder<L> withPadding(Padding padding) {
    return with(convolution().withPadding(padding));
  }

  /// Neighbors of the kernel this far apart.
  public ConvBuilder<L> withDilation(int distance) {
    return with(convolution().withDilation(distance));
  }

  /// Channels cut into groups that do not see each other.
  ///
  /// @throws IllegalArgumentException if they do not divide the channels
  public ConvBuilder<L> withGroups(int groups) {
    return with(convolution().withGroups(groups));
  }

  /// A pinned algorithm.
  public ConvBuilder<L> withAlgorithm(ConvAlgorithm algorithm) {
    return with(convolution().withAlgorithm(algorithm));
  }

  /// What the planner's choice may depend on.
  public ConvBuilder<L> withDeterminism(Determinism determinism) {
    return with(convolution().withDeterminism(determinism));
  }

  /// Where the channels stand.
  public ConvBuilder<L> withLayout(Layout layout) {
    return with(convolution().withLayout(layout));
  }

  /// What a transposed convolution adds at the end of each axis.
  ///
  /// @throws IllegalArgumentException if the layer is not transposed
  public ConvBuilder<L> withOutputPadding(int size) {
    if (!transposed) {
      throw new IllegalArgumentException(
          layer + ": only a transposed convolution has an output padding.");
    }
    return with(options.withOutputPadding(Extent.of(size)));
  }

  /// Without a bias: for a layer ahead of a batch norm, which would cancel it.
  public ConvBuilder<L> withoutBias() {
    return new ConvBuilder<>(this, options, /* withBias= */ false, initializer, biasInitializer);
  }

  /// With another beginning of the weight.
  public ConvBuilder<L> withInitializer(Initializer other) {
    return new ConvBuilder<>(this, options, withBias, other, biasInitializer);
  }

  /// With another beginning of the bias.
  public ConvBuilder<L> withBiasInitializer(Initializer other) {
    return new ConvBuilder<>(this, options, withBias, initializer, other);
  }

  /// The layer, with weights drawn from `rng`; the bias is uniform in `±1/√fanIn` unless told
  /// otherwise, `fanIn` being the numbers of the weight behind its first axis.
  public L create(Rng rng) {
    int groups = convolution().groups();
    int[] sizes = new int[kernel.length + 2];
    sizes[0] = transposed ? in : out;
    sizes[1] = (transposed ? out : in) / groups;
    System.arraycopy(kernel, 0, sizes, 2, kernel.length);
    double fanIn = sizes[1];
    for (int size : kernel) {
      fanIn *= size;
    }
    double bound = 1 / Math.sqrt(fanIn);
    Parameter weight = Parameter.of(initializer.create(rng, Shape.of(sizes)));
    Initializer first =
        biasInitializer == null ? Initializer.uniform(-bound, bound) : biasInitializer;
    Parameter bias = withBias ? Parameter.of(first.create(rng, Shape.of(out))) : null;
    return maker.make(weight, bias, options);
  }
}
