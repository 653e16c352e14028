package octavo.cli.chapter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;

/// How far what a page shows may be from what was written on another machine. Vectors of another length add up in another
/// order, so that the last digit of a sum differs. Most pages round that away: between vectors of 32 and of 64 bytes not a
/// character of them changed. But after some hundred steps of a training that began with such a difference it can be
/// seen. The number of threads changes nothing anywhere.
///
/// @param coordinate of a figure, of the 400 to 600 that it is high
/// @param pixel of a gray picture, of 255
/// @param meanPixel the mean of those
/// @param farShare the share of the numbers of a colored picture that may change by more than a pixel may
/// @param meanColor the mean change of those numbers
/// @param relative of a number in a text, as a share of it
/// @param absolute the same, besides
record Drift(
    double coordinate,
    double pixel,
    double meanPixel,
    double farShare,
    double meanColor,
    double relative,
    double absolute) {
  private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?(E-?\\d+)?");

  /// What involves no training: the last digits of what is printed.
  static final Drift ROUNDING = new Drift(0.5, 1, 0.1, 0, 0.1, 0.005, 1e-5);

  /// What a training of some hundred steps leads to. Measured between vectors of 32 and of 64 bytes: coordinates moved by up
  /// to 1.9, those of the losses of small language models by 7.2; digits that an autoencoder has learned to draw changed
  /// by up to 89 in a pixel and by 6.3 on average; its divergence by 3.5 %. Colored pictures show what networks take a
  /// thing for: where one is not sure, the thing changes its color. They moved by 5.6 on average, and 1.4 % of their
  /// numbers by more than 64.
  static final Drift TRAINING = new Drift(10, 128, 10, 0.05, 10, 0.05, 0.02);

  /// Compares the numbers of two texts, one after the other.
  void assertNumbersAlike(String name, String written, String now) {
    List<Double> old = numbers(written);
    List<Double> fresh = numbers(now);
    assertThat(fresh).as("numbers of %s", name).hasSameSizeAs(old);
    for (int i = 0; i < old.size(); i++) {
      double allowed = absolute + relative * Math.abs(old.get(i));
      assertThat(Math.abs(fresh.get(i) - old.get(i)))
          .as("number %d of %s: %s, now %s", i, name, old.get(i), fresh.get(i))
          .isLessThanOrEqualTo(allowed);
    }
  }

  /// A text without its numbers.
  static String words(String text) {
    return NUMBER.matcher(text).replaceAll("#");
  }

  private static List<Double> numbers(String text) {
    return NUMBER.matcher(text).results().map(found -> Double.valueOf(found.group())).toList();
  }
}
