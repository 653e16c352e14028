package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import octavo.analysis.NetworkGraph;
import octavo.kernel.conv.ConvGeometry;
import octavo.kernel.conv.VolumeGeometry;
import octavo.kernel.pool.PoolAxis;
import octavo.kernel.pool.PoolGeometry;
import octavo.op.AveragePool;
import octavo.op.Conv2d;
import octavo.op.Conv2dInputGradient;
import octavo.op.Conv3d;
import octavo.op.Conv3dInputGradient;
import octavo.op.MaxPool;
import octavo.op.MaxPoolIndexed;
import octavo.op.Operation;

/// The windows of an operation along each of its axes.
///
/// @param axes those with more than one number, in order
/// @param transposed whether the windows are those of the output's gradient: a transposed convolution
/// @param pooling whether it has no weights
record Conv(List<Axis> axes, boolean transposed, boolean pooling) {
  /// One axis.
  ///
  /// @param name height, width or depth
  /// @param in numbers of the larger side: of the output for a transposed convolution
  /// @param out the number of windows
  record Axis(
      String name, int in, int out, int kernel, int stride, int before, int after, int dilation) {
    /// Whether a number of the window lies in the input.
    boolean isInside(int window, int tap) {
      long at = (long) window * stride - before + (long) tap * dilation;
      return at >= 0 && at < in;
    }

    /// Which numbers of the input some window reads.
    boolean[] read() {
      boolean[] read = new boolean[in];
      for (int window = 0; window < out; window++) {
        for (int tap = 0; tap < kernel; tap++) {
          if (isInside(window, tap)) {
            read[window * stride - before + tap * dilation] = true;
          }
        }
      }
      return read;
    }

    /// How many windows lie wholly in the padding.
    int emptyWindows() {
      int empty = 0;
      for (int window = 0; window < out; window++) {
        boolean any = false;
        for (int tap = 0; tap < kernel && !any; tap++) {
          any = isInside(window, tap);
        }
        empty += any ? 0 : 1;
      }
      return empty;
    }

    /// How many numbers of the window lie in the input for at least one window.
    int usedTaps() {
      int used = 0;
      for (int tap = 0; tap < kernel; tap++) {
        boolean any = false;
        for (int window = 0; window < out && !any; window++) {
          any = isInside(window, tap);
        }
        used += any ? 1 : 0;
      }
      return used;
    }
  }

  /// The windows of a convolution or pooling.
  static Optional<Conv> of(NetworkGraph.Node node) {
    Operation operation = node.operation().orElse(null);
    return switch (operation) {
      case Conv2d conv -> Optional.of(new Conv(plane(conv.geometry()), false, false));
      case Conv3d conv -> Optional.of(new Conv(volume(conv.geometry()), false, false));
      case Conv2dInputGradient conv -> Optional.of(new Conv(plane(conv.geometry()), true, false));
      case Conv3dInputGradient conv -> Optional.of(new Conv(volume(conv.geometry()), true, false));
      case AveragePool pool -> Optional.of(new Conv(pool(pool.geometry()), false, true));
      case MaxPool pool -> Optional.of(new Conv(pool(pool.geometry()), false, true));
      case MaxPoolIndexed pool -> Optional.of(new Conv(pool(pool.geometry()), false, true));
      case null, default -> Optional.empty();
    };
  }

  private static List<Axis> plane(ConvGeometry g) {
    List<Axis> axes = new ArrayList<>();
    add(
        axes,
        new Axis(
            "height",
            g.inHeight(),
            g.outHeight(),
            g.kernelHeight(),
            g.strideHeight(),
            g.padTop(),
            g.padBottom(),
            g.dilationHeight()));
    add(
        axes,
        new Axis(
            "width",
            g.inWidth(),
            g.outWidth(),
            g.kernelWidth(),
            g.strideWidth(),
            g.padLeft(),
            g.padRight(),
            g.dilationWidth()));
    return axes;
  }

  private static List<Axis> volume(VolumeGeometry g) {
    List<Axis> axes = new ArrayList<>();
    add(
        axes,
        new Axis(
            "depth",
            g.inDepth(),
            g.outDepth(),
            g.kernelDepth(),
            g.strideDepth(),
            g.padFront(),
            g.padBack(),
            g.dilationDepth()));
    axes.addAll(plane(g.plane()));
    return axes;
  }

  private static List<Axis> pool(PoolGeometry g) {
    List<Axis> axes = new ArrayList<>();
    add(axes, axis("depth", g.depth(), g.outDepth()));
    add(axes, axis("height", g.height(), g.outHeight()));
    add(axes, axis("width", g.width(), g.outWidth()));
    return axes;
  }

  private static Axis axis(String name, PoolAxis a, int out) {
    return new Axis(name, a.in(), out, a.kernel(), a.stride(), a.pad(), a.pad(), a.dilation());
  }

  /// Sequences have a height of 1, which is no axis of theirs.
  private static void add(List<Axis> axes, Axis axis) {
    boolean isPoint =
        axis.in() == 1
            && axis.kernel() == 1
            && axis.stride() == 1
            && axis.before() + axis.after() == 0;
    if (!isPoint) {
      axes.add(axis);
    }
  }
}
