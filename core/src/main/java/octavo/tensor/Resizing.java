package octavo.tensor;

import java.util.ArrayList;
import java.util.List;
import octavo.kernel.resize.BandMatrix;
import octavo.kernel.resize.CarafeGeometry;
import octavo.kernel.resize.ResizeGeometry;
import octavo.kernel.resize.Sampling;
import octavo.op.Carafe;
import octavo.op.PixelShuffle;
import octavo.op.PixelUnshuffle;
import octavo.op.Resize;

/// From shapes and options to the operations of resizing.
final class Resizing {
  private static final List<String> SPATIAL =
      List.of(
          "[batch, channels, length]",
          "[batch, channels, height, width]",
          "[batch, channels, depth, height, width]");

  private Resizing() {}

  static Tensor interpolate(Tensor given, InterpolateOptions o) {
    Tensor x = Tensors.real("interpolate", given);
    requireSpatial(x, o.mode());
    int axes = x.rank() - 2;
    int count = Math.max(o.size().size(), o.scale().size());
    if (count != 1 && count != axes) {
      throw new IllegalArgumentException(
          "interpolate: one number is needed for all axes or one for each, but %s is %s and the input %s."
              .formatted(
                  o.size().isEmpty() ? "scale" : "size",
                  o.size().isEmpty() ? o.scale() : o.size(),
                  x.shape()));
    }
    List<BandMatrix> matrices = new ArrayList<>();
    for (int a = 0; a < axes; a++) {
      int in = x.size(a + 2);
      int at = count == 1 ? 0 : a;
      double scale = o.scale().isEmpty() ? 0 : o.scale().get(at);
      int out = o.scale().isEmpty() ? o.size().get(at) : scaled(x, a + 2, scale);
      matrices.add(
          Sampling.of(
              o.mode().filter(),
              in,
              out,
              o.recomputedScale() ? 0 : scale,
              o.alignCorners(),
              o.antialias()));
    }
    Resize operation = new Resize(new ResizeGeometry(x.size(0) * x.size(1), matrices));
    operation.outputShape(x.shape()); // refuses what no array can hold
    return operation.apply(x);
  }

  private static void requireSpatial(Tensor x, Interpolation mode) {
    if (x.rank() < 3 || x.rank() > 5) {
      throw new IllegalArgumentException(
          "interpolate: the input must be %s, %s or %s, but is %s."
              .formatted(SPATIAL.get(0), SPATIAL.get(1), SPATIAL.get(2), x.shape()));
    }
    int axes = x.rank() - 2;
    if (mode.rank() != 0 && mode.rank() != axes) {
      String other = axes == 1 ? "LINEAR" : axes == 2 ? "BILINEAR" : "TRILINEAR";
      throw new IllegalArgumentException(
          "interpolate: mode %s is for %s, but the input is %s. Use %s."
              .formatted(mode, SPATIAL.get(mode.rank() - 1), x.shape(), other));
    }
    for (int a = 2; a < x.rank(); a++) {
      if (x.size(a) < 1) {
        throw new IllegalArgumentException(
            "interpolate: the input must have at least one number along each axis behind the channels, but is %s."
                .formatted(x.shape()));
      }
    }
  }

  private static int scaled(Tensor x, int axis, double scale) {
    double size = Math.floor(x.size(axis) * scale);
    if (size < 1 || size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "interpolate: the result must have 1 to 2³¹ - 1 numbers along each axis, but axis %d of %s times %s has %.0f."
              .formatted(axis, x.shape(), scale, size));
    }
    return (int) size;
  }

  static Tensor shuffle(Tensor x, int factor) {
    requirePictures("pixelShuffle", x, factor);
    if (x.size(-3) % ((long) factor * factor) != 0) {
      throw new IllegalArgumentException(
          "pixelShuffle: the square of the factor must divide the channels, but the factor is %d and the input %s (%d channels)."
              .formatted(factor, x.shape(), x.size(-3)));
    }
    return factor == 1 ? x : new PixelShuffle(factor).apply(x);
  }

  static Tensor unshuffle(Tensor x, int factor) {
    requirePictures("pixelUnshuffle", x, factor);
    if (x.size(-2) % factor != 0 || x.size(-1) % factor != 0) {
      throw new IllegalArgumentException(
          "pixelUnshuffle: the factor must divide height and width, but the factor is %d and the input %s. Pad it first."
              .formatted(factor, x.shape()));
    }
    return factor == 1 ? x : new PixelUnshuffle(factor).apply(x);
  }

  private static void requirePictures(String operation, Tensor x, int factor) {
    if (factor < 1) {
      throw new IllegalArgumentException(
          operation + ": the factor must be at least 1, but is " + factor + ".");
    }
    if (x.rank() < 3) {
      throw new IllegalArgumentException(
          "%s: the input must be […, channels, height, width], but is %s."
              .formatted(operation, x.shape()));
    }
  }

  static Tensor carafe(Tensor given, Tensor kernels, CarafeOptions o) {
    Tensor x = Tensors.real("carafe", given);
    Tensor w = Tensors.real("carafe", kernels);
    if (x.rank() != 4) {
      throw new IllegalArgumentException(
          "carafe: the input must be [batch, channels, height, width], but is %s."
              .formatted(x.shape()));
    }
    if (x.size(1) % o.groups() != 0) {
      throw new IllegalArgumentException(
          "carafe: groups must divide the channels, but groups is %d and the input %s."
              .formatted(o.groups(), x.shape()));
    }
    long height = (long) x.size(2) * o.factor();
    long width = (long) x.size(3) * o.factor();
    boolean fits =
        w.rank() == 4
            && w.size(0) == x.size(0)
            && w.size(1) == o.taps()
            && w.size(2) == height
            && w.size(3) == width;
    if (!fits) {
      throw new IllegalArgumentException(
          "carafe: the kernels must be [%d, %d, %d, %d], but are %s for input %s."
              .formatted(x.size(0), o.taps(), height, width, w.shape(), x.shape()));
    }
    CarafeGeometry g =
        new CarafeGeometry(
            x.size(0), x.size(1), o.groups(), x.size(2), x.size(3), o.kernel(), o.factor());
    return new Carafe(g).apply(x, w);
  }
}
