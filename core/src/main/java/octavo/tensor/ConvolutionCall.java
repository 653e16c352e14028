package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.VolumeGeometry;
import org.jspecify.annotations.Nullable;

/// A convolution as it is called, of a sequence (rank 1), of a picture (2) or of a volume (3): refuses what does not
/// fit, and finds the sizes of the operation.
///
/// @param name the method, for messages
/// @param rank how many axes the kernel has
/// @param x `[batch, in, …]`, or with the channels last
/// @param weight `[out, in/groups, …]`; of a transposed convolution `[in, out/groups, …]`
/// @param bias `[out]`, or null
/// @param options step, padding, dilation, groups and the place of the channels
/// @param outputPadding what a transposed convolution adds at the end of each axis; null of a plain one
record ConvolutionCall(
    String name,
    int rank,
    Tensor x,
    Tensor weight,
    @Nullable Tensor bias,
    ConvOptions options,
    @Nullable Extent outputPadding) {
  private static final String[] AXES = {"depth", "height", "width"};
  private static final Axis POINT = new Axis(1, 1, 1, 1, 0, 0, 1);

  /// One axis of a convolution: sizes of the input (of a transposed one: the output), the kernel, and
  /// how it moves.
  private record Axis(
      int size, int kernel, int stride, int dilation, int before, int after, int outputs) {}

  /// The sizes of the convolution; those of a transposed one are the sizes of the convolution that it is the input
  /// gradient of. The depth of what is no volume is 1.
  ///
  /// @throws IllegalArgumentException if they do not fit
  VolumeGeometry geometry() {
    requireShapes();
    List<Axis> axes = new ArrayList<>();
    for (int axis = 3 - rank; axis < 3; axis++) {
      axes.add(outputPadding == null ? axis(axis) : transposedAxis(axis, outputPadding));
    }
    requireRoom(axes);
    Axis depth = rank == 3 ? axes.getFirst() : POINT;
    return new VolumeGeometry(
        plane(axes),
        depth.size(),
        depth.kernel(),
        depth.stride(),
        depth.before(),
        depth.after(),
        depth.dilation());
  }

  private boolean transposed() {
    return outputPadding != null;
  }

  /// The position of the channels among the axes of the input.
  int channelAxis() {
    return options.layout() == Layout.CHANNELS_LAST ? rank + 1 : 1;
  }

  private int channels() {
    return x.size(channelAxis());
  }

  /// The channels of the result.
  private long outputChannels() {
    return transposed() ? (long) weight.size(1) * options.groups() : weight.size(0);
  }

  private String axes() {
    return rank == 1 ? "length" : rank == 2 ? "height, width" : "depth, height, width";
  }

  private String axisName(int axis) {
    return rank == 1 ? "length" : AXES[axis];
  }

  private void requireShapes() {
    Tensors.computable(name, x);
    Tensors.computable(name, weight);
    if (bias != null) {
      Tensors.computable(name, bias);
    }
    Shape input = x.shape();
    Shape w = weight.shape();
    int groups = options.groups();
    if (input.rank() != rank + 2) {
      throw new IllegalArgumentException(
          "%s: the input must be [batch, %s], but is %s.%s"
              .formatted(
                  name,
                  channelAxis() == 1 ? "channels, " + axes() : axes() + ", channels",
                  input,
                  input.rank() == rank + 1 ? " Add a batch with unsqueeze(0)." : ""));
    }
    boolean fits = w.rank() == rank + 2;
    if (fits) {
      long entering = transposed() ? w.size(0) : (long) w.size(1) * groups;
      fits = entering == channels();
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "%s: the weight must be [%s, %s], but is %s for input %s and %d group%s."
              .formatted(
                  name,
                  transposed() ? "in, out/groups" : "out, in/groups",
                  axes(),
                  w,
                  input,
                  groups,
                  groups == 1 ? "" : "s"));
    }
    long out = outputChannels();
    if (bias != null && (bias.rank() != 1 || bias.size(0) != out)) {
      throw new IllegalArgumentException(
          "%s: the bias must have one number per output channel, but is %s for weight %s."
              .formatted(name, bias.shape(), w));
    }
    if (out > Integer.MAX_VALUE || w.size(0) % groups != 0) {
      throw new IllegalArgumentException(
          "%s: groups must divide the channels, but groups is %d, the input has %d channels and the output %d."
              .formatted(name, groups, channels(), out));
    }
  }

  /// The size of the input along the axis number `axis` of three.
  private int size(int axis) {
    return x.size(axis - 3 + rank + (channelAxis() == 1 ? 2 : 1));
  }

  private int kernel(int axis) {
    int kernel = weight.size(axis - 1 + rank);
    if (kernel < 1) {
      throw new IllegalArgumentException(
          "%s: the kernel must have at least one number along each axis, but the weight is %s."
              .formatted(name, weight.shape()));
    }
    return kernel;
  }

  private Axis axis(int axis) {
    int size = size(axis);
    int kernel = kernel(axis);
    int stride = options.stride().along(axis);
    int dilation = options.dilation().along(axis);
    int[] pad = options.padding().along(axis, size, kernel, stride, dilation);
    ConvGeometry.requireFit(name, axisName(axis), size, pad[0], pad[1], kernel, dilation);
    long padded = (long) size + pad[0] + pad[1];
    int outputs = (int) ((padded - (long) dilation * (kernel - 1) - 1) / stride + 1);
    return new Axis(size, kernel, stride, dilation, pad[0], pad[1], outputs);
  }

  private Axis transposedAxis(int axis, Extent added) {
    int n = size(axis);
    int kernel = kernel(axis);
    int stride = options.stride().along(axis);
    int dilation = options.dilation().along(axis);
    int extra = added.along(axis);
    if (extra >= stride) {
      throw new IllegalArgumentException(
          "%s: outputPadding must be less than the stride, but along the %s it is %d and the stride %d."
              .formatted(name, axisName(axis), extra, stride));
    }
    boolean same = options.padding() instanceof Padding.Same;
    long whole = (long) n * stride;
    int nominal = (int) Math.min(whole, Integer.MAX_VALUE);
    int[] pad = options.padding().along(axis, nominal, kernel, stride, dilation);
    long reach = (n - 1L) * stride + (long) dilation * (kernel - 1) + 1 + extra;
    long size = same ? whole : reach - pad[0] - pad[1];
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: the output must have 1 to 2³¹ - 1 numbers along each axis, but along the %s it would have %d. Change the padding or the stride."
              .formatted(name, axisName(axis), size));
    }
    return new Axis((int) size, kernel, stride, dilation, pad[0], pad[1], n);
  }

  /// Refuses a result that no array can hold.
  private void requireRoom(List<Axis> axes) {
    double numbers = (double) x.size(0) * outputChannels();
    for (Axis axis : axes) {
      numbers *= transposed() ? axis.size() : axis.outputs();
    }
    if (numbers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "%s: the output must have at most 2³¹ - 1 numbers, but would have %.0f. Use a smaller batch, fewer channels or a larger stride."
              .formatted(name, numbers));
    }
  }

  /// The sizes along height and width; a sequence is a picture of one row.
  private ConvGeometry plane(List<Axis> axes) {
    Axis h = axes.size() > 1 ? axes.get(axes.size() - 2) : POINT;
    Axis w = axes.getLast();
    int out = (int) outputChannels();
    return new ConvGeometry(
        x.size(0),
        transposed() ? out : channels(),
        h.size(),
        w.size(),
        transposed() ? channels() : out,
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
        options.groups());
  }
}
