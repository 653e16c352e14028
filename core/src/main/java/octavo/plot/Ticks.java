package octavo.plot;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;

/// Round numbers along an axis, and how numbers are written.
final class Ticks {
  private static final double[] STEPS = {1, 2, 5, 10};
  private static final double SLACK = 1e-9;
  private static final int MOST_DECADES = 8;

  private Ticks() {}

  /// The step, 1, 2 or 5 times a power of ten, that cuts the range into about `count` parts.
  static double step(double low, double high, int count) {
    double rough = (high - low) / Math.max(1, count);
    double power = Math.pow(10, Math.floor(Math.log10(rough)));
    for (double step : STEPS) {
      if (step * power >= rough * (1 - SLACK)) {
        return step * power;
      }
    }
    return 10 * power;
  }

  /// The multiples of the step in the range.
  static List<Double> linear(double low, double high, int count) {
    double step = step(low, high, count);
    List<Double> ticks = new ArrayList<>();
    for (double i = Math.ceil(low / step - SLACK); i <= high / step + SLACK; i++) {
      // through decimal text, so that 3 times 0.1 is 0.3
      ticks.add(new BigDecimal(i * step).round(new MathContext(12)).doubleValue() + 0.0);
    }
    return ticks;
  }

  /// Powers of ten in the range, or with fewer than two of them 1, 2 and 5 times powers of ten.
  static List<Double> log(double low, double high) {
    int first = (int) Math.ceil(Math.log10(low) - SLACK);
    int last = (int) Math.floor(Math.log10(high) + SLACK);
    List<Double> ticks = new ArrayList<>();
    if (last - first >= 1) {
      int every = (last - first) / MOST_DECADES + 1;
      for (int e = first; e <= last; e += every) {
        ticks.add(Double.parseDouble("1e" + e));
      }
      return ticks;
    }
    for (int e = first - 1; e <= last; e++) {
      for (String digit : new String[] {"1", "2", "5"}) {
        double value = Double.parseDouble(digit + "e" + e);
        if (value >= low * (1 - SLACK) && value <= high * (1 + SLACK)) {
          ticks.add(value);
        }
      }
    }
    return ticks.size() >= 2 ? ticks : linear(low, high, 4);
  }

  /// A number as a label: up to six significant digits, thousands with commas, very large and small
  /// ones with a power of ten.
  static String label(double value) {
    return label(value, 6);
  }

  /// A label with at most this many significant digits.
  static String label(double value, int digits) {
    double size = Math.abs(value);
    if (value == 0) {
      return "0";
    }
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "NaN" : value > 0 ? "∞" : "−∞";
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(digits));
    String text;
    if (size >= 1e6 || size < 1e-3) {
      int exponent = rounded.precision() - rounded.scale() - 1;
      String leading = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
      text = leading + "e" + exponent;
    } else {
      text = rounded.stripTrailingZeros().toPlainString();
      int whole = text.indexOf('.') < 0 ? text.length() : text.indexOf('.');
      if (size >= 10_000) {
        text = text.substring(0, whole - 3) + "," + text.substring(whole - 3);
      }
    }
    return text.replace('-', '−');
  }

  /// A coordinate with at most two decimals.
  static String coordinate(double value) {
    BigDecimal rounded = new BigDecimal(value).setScale(2, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}
