package octavo.analysis;

import java.util.Locale;

/// Large and small amounts as people read them.
final class Amounts {
  private static final String[] LARGE = {"", " k", " M", " G", " T", " P", " E"};
  private static final String[] BYTES = {" B", " KB", " MB", " GB", " TB", " PB", " EB"};
  private static final String[] TIMES = {" s", " ms", " µs", " ns"};

  private Amounts() {}

  /// All digits in groups of three: `25,557,032`.
  static String exact(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /// Three or four digits and a unit: `4.09 G`.
  static String count(long number) {
    return scaled(number, 1000, LARGE);
  }

  /// Bytes, in units of 1024: `2.25 MB`.
  static String bytes(long number) {
    return scaled(number, 1024, BYTES);
  }

  private static String scaled(long number, int step, String[] units) {
    double rest = number;
    int unit = 0;
    while (rest >= step - 0.5 && unit + 1 < units.length) { // 999.6 k would read 1000 k
      rest /= step;
      unit++;
    }
    return unit == 0 ? number + units[0] : digits(rest) + units[unit];
  }

  /// A time: `12.3 µs`.
  static String seconds(double seconds) {
    double rest = seconds;
    int unit = 0;
    while (rest < 0.9995 && unit + 1 < TIMES.length) {
      rest *= 1000;
      unit++;
    }
    return digits(rest) + TIMES[unit];
  }

  /// With at least three digits.
  static String digits(double number) {
    String format = number >= 100 ? "%.0f" : number >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, format, number);
  }
}
