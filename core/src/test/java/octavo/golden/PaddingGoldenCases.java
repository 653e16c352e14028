package octavo.golden;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import octavo.tensor.Border;
import octavo.tensor.Tensor;

/// Padding by copies. The names of the file say how each case is called, as its script `golden_padding.py`
/// tells.
final class PaddingGoldenCases {
  /// Three axes of which each number is copied three times.
  private static final int TERMS = 27;

  private PaddingGoldenCases() {}

  static List<GoldenCase> all() {
    return GoldenFile.read("padding").cases().stream().map(PaddingGoldenCases::of).toList();
  }

  private static GoldenCase of(String name) {
    String[] parts = name.split(", ", -1);
    Border border = Border.valueOf(parts[0].toUpperCase(Locale.ROOT));
    int[] sides = Stream.of(parts[2].split(" ", -1)).mapToInt(Integer::parseInt).toArray();
    return GoldenCase.of(name, TERMS, x -> padded(x[0], border, sides));
  }

  private static Tensor padded(Tensor x, Border border, int[] sides) {
    Tensor y = x;
    for (int i = 0; i < sides.length / 2; i++) {
      y = y.pad(2 + i, sides[2 * i], sides[2 * i + 1], border);
    }
    return y;
  }
}
