package octavo.analysis;

import java.util.ArrayList;
import java.util.List;
import octavo.tensor.ConvTransposeOptions;
import octavo.tensor.Extent;

/// How many products a transposed convolution adds up for each number of its result, along one axis: the
/// result for ones with a kernel of ones. Where the numbers differ far from the edges the result has
/// a checkerboard from the start (Odena, Dumoulin and Olah, 2016). Where dilation and step have no common divisor
/// they are equal exactly if the step divides the kernel. Over several axes the counts multiply.
///
/// @param kernel numbers of the kernel
/// @param stride the step
/// @param dilation distance of neighbors of the kernel
/// @param period the counts of `stride` neighbors, as many as repeat far from the edges
public record OverlapCount(int kernel, int stride, int dilation, List<Integer> period) {
  /// The counts of a transposed convolution along one axis.
  ///
  /// @throws IllegalArgumentException if a number is not positive
  public static OverlapCount of(int kernel, int stride, int dilation) {
    if (kernel < 1 || stride < 1 || dilation < 1) {
      throw new IllegalArgumentException(
          "OverlapCount: kernel, stride and dilation must be at least 1, but are %d, %d and %d."
              .formatted(kernel, stride, dilation));
    }
    int[] counts = new int[stride];
    for (int tap = 0; tap < kernel; tap++) {
      counts[(int) ((long) tap * dilation % stride)]++;
    }
    List<Integer> period = new ArrayList<>();
    for (int count : counts) {
      period.add(count);
    }
    return new OverlapCount(kernel, stride, dilation, List.copyOf(period));
  }

  /// The counts along the height and the width of a picture.
  ///
  /// @param height rows of the kernel
  /// @param width columns of the kernel
  public static List<OverlapCount> of(int height, int width, ConvTransposeOptions options) {
    Extent stride = options.convolution().stride();
    Extent dilation = options.convolution().dilation();
    return List.of(
        of(height, stride.height(), dilation.height()),
        of(width, stride.width(), dilation.width()));
  }

  /// Whether all numbers far from the edges are sums of as many products: no checkerboard.
  public boolean isEven() {
    return period.stream().distinct().count() == 1;
  }

  /// The counts of the whole result.
  ///
  /// @param in numbers of the input
  /// @param padding how many numbers are cut off in front
  /// @param out numbers of the result
  public List<Integer> counts(int in, int padding, int out) {
    List<Integer> all = new ArrayList<>();
    for (int o = 0; o < out; o++) {
      int count = 0;
      for (int tap = 0; tap < kernel; tap++) {
        long from = o + (long) padding - (long) tap * dilation;
        count += from >= 0 && from % stride == 0 && from / stride < in ? 1 : 0;
      }
      all.add(count);
    }
    return List.copyOf(all);
  }

  /// What is uneven and what helps, or that nothing is.
  public String explanation() {
    if (isEven()) {
      return "Every number is a sum of %d products.".formatted(period.get(0));
    }
    int larger = Math.ceilDiv(kernel, stride) * stride;
    List<String> changes = new ArrayList<>();
    if (!of(larger, stride, dilation).isEven()) {
      changes.add("dilation 1");
    }
    if (larger != kernel) {
      changes.add("a kernel of " + larger);
    }
    return "Neighbors are sums of %s products, which shows as a checkerboard: kernel %d, stride %d, dilation %d. Use %s, or resize and then convolve."
        .formatted(period, kernel, stride, dilation, String.join(" and ", changes));
  }
}
