package octavo.plot;

/// How numbers are laid out along an axis.
public enum AxisScale {
  /// Equal differences are equally long.
  LINEAR {
    @Override
    double position(double value) {
      return value;
    }
  },
  /// Equal ratios are equally long. Only numbers above 0 have a place.
  LOG {
    @Override
    double position(double value) {
      return Math.log10(value);
    }
  };

  /// Where a number lies, in the unit in which lengths are equal.
  abstract double position(double value);

  /// Whether the number has a place on the axis.
  boolean shows(double value) {
    return Double.isFinite(value) && (this == LINEAR || value > 0);
  }
}
