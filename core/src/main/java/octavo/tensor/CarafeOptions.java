package octavo.tensor;

/// How content-aware reassembly enlarges pictures.
///
/// @param kernel rows and columns of the window of each number, odd
/// @param factor how many times more rows and columns
/// @param groups parts of the channels with kernels of their own
public record CarafeOptions(int kernel, int factor, int groups) {
  /// Windows of 5×5, twice the size, one group: those of the paper.
  public static final CarafeOptions DEFAULT = new CarafeOptions(5, 2, 1);

  /// Checks each number.
  public CarafeOptions {
    if (kernel < 1 || kernel % 2 == 0 || factor < 1 || groups < 1) {
      throw new IllegalArgumentException(
          "CarafeOptions: the kernel must be odd and factor and groups at least 1, but the kernel is %d, the factor %d and groups %d."
              .formatted(kernel, factor, groups));
    }
  }

  /// Windows of this size.
  public CarafeOptions withKernel(int size) {
    return new CarafeOptions(size, factor, groups);
  }

  /// So many times more rows and columns.
  public CarafeOptions withFactor(int times) {
    return new CarafeOptions(kernel, times, groups);
  }

  /// So many parts of the channels with kernels of their own.
  public CarafeOptions withGroups(int parts) {
    return new CarafeOptions(kernel, factor, parts);
  }

  /// Channels that the kernels have.
  int taps() {
    return Math.multiplyExact(groups, Math.multiplyExact(kernel, kernel));
  }
}
