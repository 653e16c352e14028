package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Extent;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Padding;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;

/// Small networks made at random: chains, branches and skips of windows of every kind over sequences, pictures and
/// volumes.
final class RandomNetworks {
  private static final int CHANNELS = 2;

  private final Rng rng;
  private final int axes;
  private final List<String> steps = new ArrayList<>();

  private RandomNetworks(Rng rng, int axes) {
    this.rng = rng;
    this.axes = axes;
  }

  /// A network and the input that it takes.
  ///
  /// @param text what it does, for messages
  record Sample(Layer network, Tensor input, String text) {}

  /// A layer of one function.
  record Function(UnaryOperator<Tensor> function) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return function.apply(x);
    }
  }

  static Sample of(int seed) {
    Rng rng = Rng.of(seed);
    int axes = 1 + rng.nextInt(3);
    RandomNetworks made = new RandomNetworks(rng, axes);
    int[] shape = new int[axes + 2];
    shape[0] = 1;
    shape[1] = CHANNELS;
    int least = axes == 1 ? 12 : axes == 2 ? 8 : 5;
    for (int axis = 2; axis < shape.length; axis++) {
      shape[axis] = least + rng.nextInt(axes == 3 ? 3 : 7);
    }
    Tensor input = Tensor.ones(shape);
    List<UnaryOperator<Tensor>> parts = new ArrayList<>();
    Tensor x = input;
    int length = 2 + rng.nextInt(axes == 3 ? 2 : 4);
    for (int i = 0; i < length; i++) {
      UnaryOperator<Tensor> part = made.block(x);
      x = part.apply(x);
      parts.add(part);
    }
    UnaryOperator<Tensor> all =
        t -> {
          Tensor y = t;
          for (UnaryOperator<Tensor> part : parts) {
            y = part.apply(y);
          }
          return y;
        };
    return new Sample(new Function(all), input, made.steps.toString());
  }

  private int between(int low, int high) {
    return low + rng.nextInt(high - low + 1);
  }

  private boolean once(int in) {
    return rng.nextInt(in) == 0;
  }

  private UnaryOperator<Tensor> block(Tensor x) {
    return switch (rng.nextInt(4)) {
      case 0 -> branches(x);
      default -> step(x);
    };
  }

  /// Two ways that meet: cut or resized to the smaller size if need be.
  private UnaryOperator<Tensor> branches(Tensor x) {
    steps.add("{");
    UnaryOperator<Tensor> a = once(2) ? t -> t : step(x);
    steps.add("|");
    UnaryOperator<Tensor> b = step(x);
    steps.add(once(2) ? "} sum" : "} concat");
    boolean sum = steps.getLast().endsWith("sum");
    return t -> {
      Tensor p = a.apply(t);
      Tensor q = b.apply(t);
      for (int axis = 2; axis < p.rank(); axis++) {
        int size = Math.min(p.size(axis), q.size(axis));
        p = p.narrow(axis, (p.size(axis) - size) / 2, size);
        q = q.narrow(axis, 0, size);
      }
      return sum ? p.add(q) : mix(Tensors.concat(1, p, q));
    };
  }

  /// Back to the usual number of channels.
  private Tensor mix(Tensor x) {
    int[] kernel = new int[axes + 2];
    java.util.Arrays.fill(kernel, 1);
    kernel[0] = CHANNELS;
    kernel[1] = x.size(1);
    return conv(x, Tensor.ones(kernel), ConvOptions.DEFAULT);
  }

  private Tensor conv(Tensor x, Tensor w, ConvOptions options) {
    return switch (axes) {
      case 1 -> x.conv1d(w, null, options);
      case 2 -> x.conv2d(w, null, options);
      default -> x.conv3d(w, null, options);
    };
  }

  private Tensor transposed(Tensor x, Tensor w, ConvTransposeOptions options) {
    return switch (axes) {
      case 1 -> x.convTranspose1d(w, null, options);
      case 2 -> x.convTranspose2d(w, null, options);
      default -> x.convTranspose3d(w, null, options);
    };
  }

  private UnaryOperator<Tensor> step(Tensor x) {
    boolean large = x.shape().elements() > (axes == 3 ? 1500 : 1200);
    for (int attempt = 0; attempt < 20; attempt++) {
      UnaryOperator<Tensor> step =
          switch (rng.nextInt(8)) {
            case 0, 1, 2 -> convolution();
            case 3 -> pooling();
            case 4 -> large ? pooling() : transposition();
            case 5 -> large ? convolution() : upsampling();
            case 6 -> padded();
            default -> pointwise();
          };
      if (fits(step, x)) {
        return step;
      }
      steps.removeLast();
    }
    steps.add("nothing");
    return t -> t;
  }

  private static boolean fits(UnaryOperator<Tensor> step, Tensor x) {
    try {
      return step.apply(x).shape().elements() > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private Extent extent(int low, int high) {
    return new Extent(between(low, high), between(low, high), between(low, high));
  }

  private int[] kernel(Extent size, int out, int in) {
    int[] all = new int[axes + 2];
    all[0] = out;
    all[1] = in;
    int[] sizes = {size.depth(), size.height(), size.width()};
    System.arraycopy(sizes, 3 - axes, all, 2, axes);
    return all;
  }

  private UnaryOperator<Tensor> convolution() {
    Extent size = extent(1, 4);
    Extent before = extent(0, 2);
    Extent after = extent(0, 2);
    boolean grouped = once(3);
    ConvOptions options =
        ConvOptions.DEFAULT
            .withStride(once(2) ? Extent.of(1) : extent(1, 3))
            .withDilation(once(3) ? extent(1, 3) : Extent.of(1))
            .withGroups(grouped ? CHANNELS : 1)
            .withPadding(Padding.of(before, after));
    Tensor w = RandomTensors.normal(rng, kernel(size, CHANNELS, grouped ? 1 : CHANNELS));
    steps.add("conv %s %s".formatted(size, options));
    return t -> conv(t, w, options);
  }

  private UnaryOperator<Tensor> transposition() {
    Extent size = extent(2, 4);
    ConvTransposeOptions options =
        ConvTransposeOptions.DEFAULT
            .withStride(once(4) ? 3 : 2)
            .withDilation(once(5) ? 2 : 1)
            .withPadding(rng.nextInt(2));
    Tensor w = RandomTensors.normal(rng, kernel(size, CHANNELS, CHANNELS));
    steps.add("convT %s %s".formatted(size, options));
    return t -> transposed(t, w, options);
  }

  private UnaryOperator<Tensor> pooling() {
    int size = between(2, 3);
    Window window = Window.kernel(size).withStride(between(1, 3)).withPadding(rng.nextInt(2));
    Window all = once(3) ? window.withCeilMode() : window;
    boolean largest = once(2);
    steps.add("%s %s".formatted(largest ? "max" : "avg", all));
    return t ->
        switch (axes) {
          case 1 -> largest ? t.maxPool1d(all) : t.avgPool1d(all);
          case 2 -> largest ? t.maxPool2d(all) : t.avgPool2d(all);
          default -> largest ? t.maxPool3d(all) : t.avgPool3d(all);
        };
  }

  private UnaryOperator<Tensor> upsampling() {
    Interpolation mode =
        once(2)
            ? Interpolation.NEAREST
            : axes == 1
                ? Interpolation.LINEAR
                : axes == 2
                    ? (once(2) ? Interpolation.BILINEAR : Interpolation.BICUBIC)
                    : Interpolation.TRILINEAR;
    steps.add("up " + mode);
    int factor = between(2, 3);
    return t -> {
      int[] sizes = new int[axes];
      for (int axis = 0; axis < axes; axis++) {
        sizes[axis] = t.size(2 + axis) * factor;
      }
      return t.interpolate(InterpolateOptions.size(sizes).withMode(mode));
    };
  }

  private UnaryOperator<Tensor> padded() {
    int axis = 2 + rng.nextInt(axes);
    int before = rng.nextInt(3);
    int after = rng.nextInt(3);
    steps.add("pad %d by %d, %d".formatted(axis, before, after));
    return t -> t.pad(axis, before, after);
  }

  private UnaryOperator<Tensor> pointwise() {
    steps.add("relu");
    return t -> t.relu();
  }
}
