package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import octavo.autograd.Engine;
import octavo.kernel.conv.ConvChoice;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.VolumeGeometry;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import org.jspecify.annotations.Nullable;

/// From tensors and options to the operations of convolution. A sequence is a picture of one row;
/// volumes whose channels stand last are turned around the operation.
final class Convolutions {
  private static final String[] AXES = {"depth", "height", "width"};

  private Convolutions() {}

  /// One axis of a convolution: sizes of the input (of a transposed one: the output), the kernel, and
  /// how it moves.
  private record Axis(
      int size, int kernel, int stride, int dilation, int before, int after, int outputs) {}

  /// A convolution of a sequence (1), of a picture (2) or of a volume (3).
  private record Call(
      String name, int rank, Tensor x, Tensor weight, ConvOptions options, boolean transposed) {
    /// The position of the channels among the axes of the input.
    int channelAxis() {
      return options.layout() == Layout.CHANNELS_LAST ? rank + 1 : 1;
    }

    int channels() {
      return x.size(channelAxis());
    }

    /// The size of the input along the axis number `axis` of three.
    int size(int axis) {
      return x.size(axis - 3 + rank + (channelAxis() == 1 ? 2 : 1));
    }

    int kernel(int axis) {
      return weight.size(axis - 1 + rank);
    }

    String axes() {
      String spatial = rank == 1 ? "length" : rank == 2 ? "height, width" : "depth, height, width";
      return spatial;
    }

    String axisName(int axis) {
      return rank == 1 ? "length" : AXES[axis];
    }
  }

  private static void require(Call call, @Nullable Tensor bias) {
    Tensors.computable(call.name(), call.x());
    Tensors.computable(call.name(), call.weight());
    if (bias != null) {
      Tensors.computable(call.name(), bias);
    }
    Shape x = call.x().shape();
    Shape w = call.weight().shape();
    ConvOptions o = call.options();
    if (x.rank() != call.rank() + 2) {
      String order =
          call.channelAxis() == 1 ? "channels, " + call.axes() : call.axes() + ", channels";
      throw new IllegalArgumentException(
          "%s: the input must be [batch, %s], but is %s.%s"
              .formatted(
                  call.name(),
                  order,
                  x,
                  x.rank() == call.rank() + 1 ? " Add a batch with unsqueeze(0)." : ""));
    }
    boolean fits = w.rank() == call.rank() + 2;
    if (fits) {
      long entering = call.transposed() ? w.size(0) : (long) w.size(1) * o.groups();
      fits = entering == call.channels();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: the weight must be [%s, %s], but is %s for input %s and %d group%s."
              .formatted(
                  call.name(),
                  call.transposed() ? "in, out/groups" : "out, in/groups",
                  call.axes(),
                  w,
                  x,
                  o.groups(),
                  o.groups() == 1 ? "" : "s"));
    }
    long out = call.transposed() ? (long) w.size(1) * o.groups() : w.size(0);
    if (bias != null && (bias.rank() != 1 || bias.size(0) != out)) {
      throw new IllegalArgumentException(
          "%s: the bias must have one number per output channel, but is %s for weight %s."
              .formatted(call.name(), bias.shape(), w));
    }
    if (out > Integer.MAX_VALUE || w.size(0) % o.groups() != 0) {
      throw new IllegalArgumentException(
          "%s: groups must divide the channels, but groups is %d, the input has %d channels and the output %d."
              .formatted(call.name(), o.groups(), call.channels(), out));
    }
  }

  private static Axis axis(Call call, int axis) {
    ConvOptions o = call.options();
    int size = call.size(axis);
    int kernel = call.kernel(axis);
    int stride = o.stride().along(axis);
    int dilation = o.dilation().along(axis);
    if (kernel < 1) {
      throw new IllegalArgumentException(
          "%s: the kernel must have at least one number along each axis, but the weight is %s."
              .formatted(call.name(), call.weight().shape()));
    }
    int[] pad = o.padding().along(axis, size, kernel, stride, dilation);
    ConvGeometry.requireFit(
        call.name(), call.axisName(axis), size, pad[0], pad[1], kernel, dilation);
    long padded = (long) size + pad[0] + pad[1];
    int outputs = (int) ((padded - (long) dilation * (kernel - 1) - 1) / stride + 1);
    return new Axis(size, kernel, stride, dilation, pad[0], pad[1], outputs);
  }

  private static Axis transposedAxis(Call call, int axis, Extent outputPadding) {
    ConvOptions o = call.options();
    int n = call.size(axis);
    int kernel = call.kernel(axis);
    int stride = o.stride().along(axis);
    int dilation = o.dilation().along(axis);
    int extra = outputPadding.along(axis);
    if (kernel < 1) {
      throw new IllegalArgumentException(
          "%s: the kernel must have at least one number along each axis, but the weight is %s."
              .formatted(call.name(), call.weight().shape()));
    }
    if (extra >= stride) {
      throw new IllegalArgumentException(
          "%s: outputPadding must be less than the stride, but along the %s it is %d and the stride %d."
              .formatted(call.name(), call.axisName(axis), extra, stride));
    }
    boolean same = o.padding() instanceof Padding.Same;
    long whole = (long) n * stride;
    int nominal = (int) Math.min(whole, Integer.MAX_VALUE);
    int[] pad = o.padding().along(axis, nominal, kernel, stride, dilation);
    long reach = (n - 1L) * stride + (long) dilation * (kernel - 1) + 1 + extra;
    long size = same ? whole : reach - pad[0] - pad[1];
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: the output must have 1 to 2³¹ - 1 numbers along each axis, but along the %s it would have %d. Change the padding or the stride."
              .formatted(call.name(), call.axisName(axis), size));
    }
    return new Axis((int) size, kernel, stride, dilation, pad[0], pad[1], n);
  }

  /// Refuses what no array can hold.
  private static void requireRoom(Call call, String what, long channels, List<Axis> axes) {
    double numbers = (double) call.x().size(0) * channels;
    for (Axis axis : axes) {
      numbers *= call.transposed() ? axis.size() : axis.outputs();
    }
    if (numbers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: the %s must have at most 2³¹ - 1 numbers, but would have %.0f. Use a smaller batch, fewer channels or a larger stride."
              .formatted(call.name(), what, numbers));
    }
  }

  private static ConvChoice choice(ConvOptions o) {
    return new ConvChoice(
        o.algorithm() == ConvAlgorithm.AUTO ? null : o.algorithm().label(),
        o.determinism() == Determinism.FAST,
        o.layout() == Layout.CHANNELS_LAST);
  }

  private static final Axis POINT = new Axis(1, 1, 1, 1, 0, 0, 1);

  /// The sizes along height and width; `in` and `out` are the channels of the convolution.
  private static ConvGeometry plane(Call call, List<Axis> axes, int in, int out) {
    Axis h = axes.size() > 1 ? axes.get(axes.size() - 2) : POINT;
    Axis w = axes.getLast();
    return new ConvGeometry(
        call.x().size(0),
        in,
        h.size(),
        w.size(),
        out,
        h.kernel(),
        w.kernel(),
        h.stride(),
        w.stride(),
        h.before(),
        w.before(),
        h.after(),
        w.after(),
        h.dilation(),
        w.dilation(),
        call.options().groups());
  }

  private static VolumeGeometry volume(ConvGeometry plane, Axis depth) {
    return new VolumeGeometry(
        plane,
        depth.size(),
        depth.kernel(),
        depth.stride(),
        depth.before(),
        depth.after(),
        depth.dilation());
  }

  /// The sizes of a convolution of pictures.
  ///
  /// @throws IllegalArgumentException if they do not fit
  static ConvGeometry geometry(
      String name, Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    Call call = new Call(name, 2, x, weight, options, false);
    return plane(call, checkedAxes(call, bias), call.channels(), weight.size(0));
  }

  private static List<Axis> checkedAxes(Call call, @Nullable Tensor bias) {
    require(call, bias);
    List<Axis> axes = new ArrayList<>();
    for (int axis = 3 - call.rank(); axis < 3; axis++) {
      axes.add(axis(call, axis));
    }
    requireRoom(call, "output", call.weight().size(0), axes);
    return axes;
  }

  static Tensor convolve(
      String name, int rank, Tensor x, Tensor weight, @Nullable Tensor bias, ConvOptions options) {
    Call call = new Call(name, rank, x, weight, options, false);
    List<Axis> axes = checkedAxes(call, bias);
    ConvGeometry g = plane(call, axes, call.channels(), weight.size(0));
    ConvChoice choice = choice(options);
    if (rank == 3) {
      ConvChoice first = new ConvChoice(choice.pinned(), choice.measured(), false);
      Tensor y =
          apply(bias, channelsFirst(x, options), weight, new Conv3d(volume(g, axes.get(0)), first));
      return channelsBack(y, options);
    }
    Conv2d operation = new Conv2d(g, choice);
    if (rank == 2) {
      return apply(bias, x, weight, operation);
    }
    int rows = call.channelAxis() == 1 ? 2 : 1;
    return apply(bias, x.unsqueeze(rows), weight.unsqueeze(2), operation).squeeze(rows);
  }

  private static Tensor apply(
      @Nullable Tensor bias, Tensor x, Tensor weight, octavo.op.Operation operation) {
    return bias == null
        ? Engine.apply(operation, x, weight)
        : Engine.apply(operation, x, weight, bias);
  }

  static Tensor transpose(
      String name,
      int rank,
      Tensor x,
      Tensor weight,
      @Nullable Tensor bias,
      ConvTransposeOptions options) {
    Call call = new Call(name, rank, x, weight, options.convolution(), true);
    require(call, bias);
    List<Axis> axes = new ArrayList<>();
    for (int axis = 3 - rank; axis < 3; axis++) {
      axes.add(transposedAxis(call, axis, options.outputPadding()));
    }
    int out = weight.size(1) * options.convolution().groups();
    requireRoom(call, "output", out, axes);
    ConvGeometry g = plane(call, axes, out, call.channels());
    ConvChoice choice = choice(options.convolution());
    Tensor y;
    if (rank == 3) {
      ConvChoice first = new ConvChoice(choice.pinned(), choice.measured(), false);
      Tensor turned = channelsFirst(x, options.convolution());
      y = new Conv3dInputGradient(volume(g, axes.get(0)), first).apply(turned, weight);
      y = channelsBack(y, options.convolution());
    } else if (rank == 2) {
      y = new Conv2dInputGradient(g, choice).apply(x, weight);
    } else {
      int rows = call.channelAxis() == 1 ? 2 : 1;
      Conv2dInputGradient operation = new Conv2dInputGradient(g, choice);
      y = operation.apply(x.unsqueeze(rows), weight.unsqueeze(2)).squeeze(rows);
    }
    if (bias == null) {
      return y;
    }
    int[] sizes = new int[rank + 1];
    java.util.Arrays.fill(sizes, 1);
    sizes[0] = out;
    return y.add(call.channelAxis() == 1 ? bias.reshape(sizes) : bias);
  }

  private static Tensor channelsFirst(Tensor x, ConvOptions o) {
    return o.layout() == Layout.CHANNELS_LAST ? x.permute(0, 4, 1, 2, 3) : x;
  }

  private static Tensor channelsBack(Tensor y, ConvOptions o) {
    return o.layout() == Layout.CHANNELS_LAST ? y.permute(0, 2, 3, 4, 1) : y;
  }
}
