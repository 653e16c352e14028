package octavo.kernel.conv;

import octavo.kernel.Parallel;
import octavo.storage.Storage;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Three-dimensional convolution by the two-dimensional methods: an output slice is the convolution
/// of an image whose channels are the slices under the kernel, with the kernel as it lies in memory.
/// Some output slices are gathered at a time, so that the copies stay below the largest tensor.
///
/// @param planner chooses the method
public record VolumeConv(ConvPlanner planner) {
  /// Numbers that may be gathered in any case.
  private static final long TOGETHER = 1 << 20;

  /// Output slices that are computed together.
  private static int together(VolumeGeometry v) {
    ConvGeometry one = v.slices(1);
    long inputs = (long) v.plane().inputs() * v.inDepth();
    long outputs = (long) v.plane().outputs() * v.outDepth();
    long room = Math.max(TOGETHER, Math.max(inputs, outputs) / 4);
    return Math.clamp(room / (one.inputs() + (long) one.outputs()), 1, Integer.MAX_VALUE);
  }

  /// What is done with the slices from `first` on.
  private interface Chunk {
    void accept(int first, ConvGeometry g);
  }

  private static void chunks(VolumeGeometry v, Chunk chunk) {
    int slices = v.plane().batch() * v.outDepth();
    int together = together(v);
    for (int first = 0; first < slices; first += together) {
      chunk.accept(first, v.slices(Math.min(together, slices - first)));
    }
  }

  private static View room(View like, int count) {
    return View.of(Storage.allocate(like.dtype(), count), count);
  }

  /// Whether it is computed as a picture. What is pinned knows pictures of slices.
  private static boolean isPicture(VolumeGeometry v, ConvChoice choice) {
    return v.isPicture() && choice.pinned() == null;
  }

  /// `y = x ∗ w + bias`; `w` is `[out, in/groups, depth, height, width]`.
  public void forward(
      VolumeGeometry v, ConvChoice choice, View x, View w, @Nullable View bias, View y) {
    if (isPicture(v, choice)) {
      planner.forward(v.picture(), choice, x, w, bias, y);
      return;
    }
    chunks(
        v,
        (first, g) -> {
          View sums = room(y, g.outputs());
          planner.forward(g, choice, gather(v, x, first, g), w, bias, sums);
          results(v, first, g, (at, in) -> copy(sums, in, y, at, g.results() / g.outChannels()));
        });
  }

  /// `dx` of [#forward].
  public void inputGradient(VolumeGeometry v, ConvChoice choice, View dy, View w, View dx) {
    if (isPicture(v, choice)) {
      planner.inputGradient(v.picture(), choice, dy, w, dx);
      return;
    }
    boolean once = v.seesOnce();
    if (!once || !v.seesAll()) {
      Parts.clear(dx, 0, dx.count());
    }
    int plane = v.plane().inHeight() * v.plane().inWidth();
    chunks(
        v,
        (first, g) -> {
          View sums = room(dx, g.inputs());
          planner.inputGradient(g, choice, outputs(v, dy, first, g), w, sums);
          inputs(
              v,
              first,
              g,
              (at, in) -> {
                if (at >= 0 && once) {
                  copy(sums, in, dx, at, plane);
                } else if (at >= 0) {
                  Parts.add(sums, in, dx, at, plane);
                }
              });
        });
  }

  /// `dw` of [#forward].
  public void weightGradient(VolumeGeometry v, ConvChoice choice, View x, View dy, View dw) {
    if (isPicture(v, choice)) {
      planner.weightGradient(v.picture(), choice, x, dy, dw);
      return;
    }
    Parts.clear(dw, 0, dw.count());
    chunks(
        v,
        (first, g) -> {
          View sum = room(dw, dw.count());
          View images = gather(v, x, first, g);
          planner.weightGradient(g, choice, images, outputs(v, dy, first, g), sum);
          Parts.add(sum, dw);
        });
  }

  private static void copy(View from, int f, View to, int t, int n) {
    to.storage().copyFrom(from.storage(), from.offset() + f, to.offset() + t, n);
  }

  /// What is done with one plane: where it lies in the tensor, or -1 in the padding, and where in
  /// the gathered images.
  private interface Plane {
    void accept(int at, int in);
  }

  /// Visits the planes of the gathered images; each channel by one task, its slices in order.
  private static void inputs(VolumeGeometry v, int first, ConvGeometry g, Plane visit) {
    int channels = v.plane().inChannels();
    int plane = g.inHeight() * g.inWidth();
    int depth = v.kernelDepth();
    Parallel.ranges(
        channels,
        Math.max(1, Parallel.MINIMUM_WORK / (g.batch() * depth * plane + 1)),
        (from, to) -> {
          for (int c = from; c < to; c++) {
            for (int i = 0; i < g.batch(); i++) {
              int b = (first + i) / v.outDepth();
              int top = (first + i) % v.outDepth() * v.strideDepth() - v.padFront();
              for (int u = 0; u < depth; u++) {
                int d = top + u * v.dilationDepth();
                boolean inside = d >= 0 && d < v.inDepth();
                int at = inside ? ((b * channels + c) * v.inDepth() + d) * plane : -1;
                visit.accept(at, ((i * channels + c) * depth + u) * plane);
              }
            }
          }
        });
  }

  /// Visits the planes of the output.
  private static void results(VolumeGeometry v, int first, ConvGeometry g, Plane visit) {
    int channels = g.outChannels();
    int plane = g.outHeight() * g.outWidth();
    Parallel.ranges(
        g.batch() * channels,
        Math.max(1, Parallel.MINIMUM_WORK / (plane + 1)),
        (from, to) -> {
          for (int k = from; k < to; k++) {
            int b = (first + k / channels) / v.outDepth();
            int d = (first + k / channels) % v.outDepth();
            visit.accept(((b * channels + k % channels) * v.outDepth() + d) * plane, k * plane);
          }
        });
  }

  private static View gather(VolumeGeometry v, View x, int first, ConvGeometry g) {
    int plane = g.inHeight() * g.inWidth();
    View images = room(x, g.inputs());
    inputs(
        v,
        first,
        g,
        (at, in) -> {
          if (at >= 0) {
            copy(x, at, images, in, plane);
          }
        });
    return images;
  }

  private static View outputs(VolumeGeometry v, View y, int first, ConvGeometry g) {
    View slices = room(y, g.outputs());
    int plane = g.outHeight() * g.outWidth();
    results(v, first, g, (at, in) -> copy(y, at, slices, in, plane));
    return slices;
  }
}
