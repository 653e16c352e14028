package octavo.data;

import java.util.List;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Grayscale images of one size with a class each, kept as bytes. A batch holds `(pixel/255 -
/// mean)/deviation` as float32 `[batch, 1, height, width]` and classes as int64.
///
/// @param pixels one image after the other, row by row, 0 to 255
/// @param labels the class of each image
/// @param height rows of an image
/// @param width columns of an image
/// @param classes the names of the classes
/// @param mean subtracted from each pixel
/// @param deviation divides each pixel
public record ImageDataset(
    byte[] pixels,
    byte[] labels,
    int height,
    int width,
    List<String> classes,
    double mean,
    double deviation)
    implements Dataset {
  /// Checks sizes and labels.
  public ImageDataset {
    classes = List.copyOf(classes);
    if ((long) labels.length * height * width != pixels.length) {
      throw new IllegalArgumentException(
          "ImageDataset: %d images of %d×%d need %d pixels, but there are %d."
              .formatted(
                  labels.length,
                  height,
                  width,
                  (long) labels.length * height * width,
                  pixels.length));
    }
    for (int i = 0; i < labels.length; i++) {
      if ((labels[i] & 0xFF) >= classes.size()) {
        throw new IllegalArgumentException(
            "ImageDataset: labels must be in [0, %d], but image %d has label %d."
                .formatted(classes.size() - 1, i, labels[i] & 0xFF));
      }
    }
  }

  /// The same images with pixels shifted and scaled by other numbers.
  public ImageDataset normalized(double otherMean, double otherDeviation) {
    return new ImageDataset(pixels, labels, height, width, classes, otherMean, otherDeviation);
  }

  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public Batch batch(int... numbers) {
    int plane = height * width;
    float[] x = new float[numbers.length * plane];
    long[] t = new long[numbers.length];
    float scale = (float) (1 / (255 * deviation));
    float shift = (float) (-mean / deviation);
    for (int i = 0; i < numbers.length; i++) {
      int from = Math.multiplyExact(numbers[i], plane);
      for (int p = 0; p < plane; p++) {
        x[i * plane + p] = (pixels[from + p] & 0xFF) * scale + shift;
      }
      t[i] = labels[numbers[i]] & 0xFF;
    }
    Tensor inputs = Tensors.of(x, numbers.length, 1, height, width);
    return new Batch(inputs, Tensors.of(t, t.length));
  }
}
