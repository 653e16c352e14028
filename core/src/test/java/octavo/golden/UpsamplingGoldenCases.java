package octavo.golden;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import octavo.tensor.InterpolateOptions;
import octavo.tensor.Interpolation;

/// Resizing and pixel shuffles. The names of the file say how each case is called, as its script
/// `golden_upsampling.py` tells: `bilinear align, 1x1x6x5, size 4x3`.
final class UpsamplingGoldenCases {
  /// An antialiased filter of three lobes, halved along two axes, sums up to 12² products.
  private static final int TERMS = 144;

  private UpsamplingGoldenCases() {}

  static List<GoldenCase> cases() {
    return GoldenFile.read("upsampling").cases().stream().map(UpsamplingGoldenCases::of).toList();
  }

  private static GoldenCase of(String name) {
    String[] parts = name.split(", ", -1);
    String[] target = parts[2].split(" ", -1);
    String[] numbers = target[1].split("x", -1);
    int factor = (int) Double.parseDouble(numbers[0]);
    return switch (parts[0]) {
      case "shuffle" -> GoldenCase.of(name, x -> x[0].pixelShuffle(factor));
      case "unshuffle" -> GoldenCase.of(name, x -> x[0].pixelUnshuffle(factor));
      default -> {
        InterpolateOptions o = options(parts[0].split(" ", -1), target[0].equals("size"), numbers);
        yield GoldenCase.of(name, TERMS, x -> x[0].interpolate(o));
      }
    };
  }

  private static InterpolateOptions options(String[] words, boolean bySize, String[] numbers) {
    InterpolateOptions o =
        bySize
            ? InterpolateOptions.size(Stream.of(numbers).mapToInt(Integer::parseInt).toArray())
            : InterpolateOptions.scale(
                Stream.of(numbers).mapToDouble(Double::parseDouble).toArray());
    List<String> all = Arrays.asList(words);
    String mode = words[0].replace('-', '_').toUpperCase(Locale.ROOT);
    o = o.withMode(Interpolation.valueOf(mode));
    o = all.contains("align") ? o.withAlignCorners() : o;
    o = all.contains("antialias") ? o.withAntialias() : o;
    return all.contains("recompute") ? o.withRecomputedScale() : o;
  }
}
