package octavo.kernel.conv;

/// The products of a [ChannelSum]: all that a panel of packed weights has rows for, or runs of them.
///
/// @param shift where each reads the input, relative to the pixel's place
/// @param runs where in the panel the weights of each run begin
/// @param ends how many products there are up to the end of each run
/// @param packed the rows of a panel
record Products(int[] shift, int[] runs, int[] ends, int packed) {
  private static final int[] BEGIN = {0};

  /// A product for each row of weights.
  static Products all(int[] shift) {
    return new Products(shift, BEGIN, new int[] {shift.length}, shift.length);
  }
}
