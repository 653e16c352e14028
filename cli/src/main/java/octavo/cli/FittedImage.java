package octavo.cli;

import octavo.format.Png;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A picture in the size that a network takes.
final class FittedImage {
  private FittedImage() {}

  /// Numbers from 0 to 1, `[1, channels, height, width]`, of the sizes of an input.
  static Tensor of(Png png, Shape input) {
    int channels = input.size(1);
    int plane = png.width() * png.height();
    float[] planes = new float[channels * plane];
    byte[] gray = png.gray(255);
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < channels; c++) {
        boolean colored = channels == 3 && png.channels() >= 3;
        int value = (colored ? png.pixels()[i * png.channels() + c] : gray[i]) & 0xFF;
        planes[c * plane + i] = value / 255f;
      }
    }
    return Tensors.of(planes, 1, channels, png.height(), png.width())
        .interpolate(
            InterpolateOptions.size(input.size(2), input.size(3))
                .withMode(Interpolation.BILINEAR)
                .withAntialias());
  }

  /// About as large as what networks are trained on: mean 0 and deviation 1 of each channel.
  static Tensor normalized(Tensor picture) {
    Tensor mean = picture.mean(2, 3).reshape(1, picture.size(1), 1, 1);
    Tensor centered = picture.subtract(mean);
    Tensor deviation =
        centered.square().mean(2, 3).add(1e-6).sqrt().reshape(1, picture.size(1), 1, 1);
    return centered.divide(deviation);
  }

  /// Row by row, the channels of a pixel beside one another.
  static byte[] pixels(Tensor picture) {
    int channels = picture.size(1);
    float[] planes = picture.flatten().toFloatArray();
    byte[] pixels = new byte[planes.length];
    int plane = planes.length / channels;
    for (int i = 0; i < plane; i++) {
      for (int c = 0; c < channels; c++) {
        pixels[i * channels + c] =
            (byte) Math.round(255 * Math.clamp(planes[c * plane + i], 0f, 1f));
      }
    }
    return pixels;
  }
}
