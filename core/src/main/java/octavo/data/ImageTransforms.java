package octavo.data;

import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The usual transforms of images `[batch, channels, height, width]` (float32). Each image is
/// changed by itself; targets stay as they are.
public final class ImageTransforms {
  private ImageTransforms() {}

  /// `(x - mean)/deviation`, with one mean and one deviation for each channel.
  ///
  /// @throws IllegalArgumentException if there is not one deviation for each mean, or one is not
  ///   positive
  public static BatchTransform normalize(float[] mean, float[] deviation) {
    if (mean.length != deviation.length) {
      throw new IllegalArgumentException(
          "normalize: there must be a mean and a deviation for each channel, but there are %d and %d."
              .formatted(mean.length, deviation.length));
    }
    for (float one : deviation) {
      if (!(one > 0)) {
        throw new IllegalArgumentException(
            "normalize: the deviation must be positive, but is " + one + ".");
      }
    }
    Tensor m = Tensors.of(mean.clone(), mean.length, 1, 1);
    Tensor d = Tensors.of(deviation.clone(), deviation.length, 1, 1);
    return (batch, rng) -> {
      Tensor x = images("normalize", batch);
      if (x.size(1) != mean.length) {
        throw new IllegalArgumentException(
            "normalize: there must be a mean for each channel, but there are %d and the images are %s."
                .formatted(mean.length, x.shape()));
      }
      return new Batch(x.subtract(m).divide(d), batch.targets());
    };
  }

  /// Turns each image left to right with this probability.
  ///
  /// @throws IllegalArgumentException if the probability is not in [0, 1]
  public static BatchTransform randomFlip(double probability) {
    if (!(probability >= 0 && probability <= 1)) {
      throw new IllegalArgumentException(
          "randomFlip: the probability must be in [0, 1], but is " + probability + ".");
    }
    return (batch, rng) -> {
      Tensor x = images("randomFlip", batch);
      int width = x.size(3);
      int image = x.size(1) * x.size(2) * width;
      float[] y = x.toFloatArray();
      for (int n = 0; n < x.size(0); n++) {
        if (rng.nextDouble() < probability) {
          for (int row = n * image; row < (n + 1) * image; row += width) {
            reverse(y, row, width);
          }
        }
      }
      return new Batch(Tensors.of(y, x.shape().toArray()), batch.targets());
    };
  }

  private static void reverse(float[] y, int from, int count) {
    for (int i = from, j = from + count - 1; i < j; i++, j--) {
      float swapped = y[i];
      y[i] = y[j];
      y[j] = swapped;
    }
  }

  /// Moves each image by up to `padding` pixels along both axes, each place equally likely; what
  /// comes in is `fill`, the background. The size stays.
  ///
  /// @throws IllegalArgumentException if the padding is negative
  public static BatchTransform randomShift(int padding, float fill) {
    if (padding < 0) {
      throw new IllegalArgumentException(
          "randomShift: the padding must not be negative, but is " + padding + ".");
    }
    return (batch, rng) -> {
      Tensor x = images("randomShift", batch);
      Tensor wide = x.pad(2, padding, padding, fill).pad(3, padding, padding, fill);
      return new Batch(cut(wide, x.size(2), x.size(3), rng), batch.targets());
    };
  }

  /// Cuts a part of this size out of each image, each place equally likely.
  ///
  /// @throws IllegalArgumentException if the size is not positive
  public static BatchTransform randomCrop(int height, int width) {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "randomCrop: the size must be positive, but is %d×%d.".formatted(height, width));
    }
    return (batch, rng) -> {
      Tensor x = images("randomCrop", batch);
      if (x.size(2) < height || x.size(3) < width) {
        throw new IllegalArgumentException(
            "randomCrop: the part must fit into the images, but is %d×%d and they are %s."
                .formatted(height, width, x.shape()));
      }
      return new Batch(cut(x, height, width, rng), batch.targets());
    };
  }

  private static Tensor cut(Tensor x, int height, int width, Rng rng) {
    Tensor[] parts = new Tensor[x.size(0)];
    for (int n = 0; n < parts.length; n++) {
      int top = rng.nextInt(x.size(2) - height + 1);
      int left = rng.nextInt(x.size(3) - width + 1);
      parts[n] = x.narrow(0, n, 1).narrow(2, top, height).narrow(3, left, width);
    }
    return Tensors.concat(0, parts);
  }

  private static Tensor images(String transform, Batch batch) {
    Tensor x = batch.inputs();
    if (x.rank() != 4 || x.dtype() != DType.FLOAT32) {
      throw new IllegalArgumentException(
          "%s: the inputs must be float32 [batch, channels, height, width], but are %s %s."
              .formatted(transform, x.dtype(), x.shape()));
    }
    return x;
  }
}
