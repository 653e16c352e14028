package octavo.plot;

/// The color scale viridis of Smith and van der Walt (2015): equal steps look equal, also in gray
/// and to any kind of color vision. Computed by polynomials of sixth degree that stay within 0.02
/// of the published table.
final class Viridis {
  private static final double[][] COEFFICIENTS = {
    {0.27773, 0.10509, -0.33086, -4.63423, 6.22827, 4.77638, -5.43546},
    {0.00541, 1.40461, 0.21485, -5.79910, 14.17993, -13.74515, 4.64585},
    {0.33410, 1.38459, 0.09510, -19.33244, 56.69055, -65.35303, 26.31244}
  };

  private Viridis() {}

  /// Red, green and blue, 0 to 255, of a share from 0 to 1.
  static int[] color(double share) {
    double t = Math.clamp(share, 0, 1);
    int[] color = new int[3];
    for (int c = 0; c < 3; c++) {
      double sum = 0;
      for (int i = 6; i >= 0; i--) {
        sum = sum * t + COEFFICIENTS[c][i];
      }
      color[c] = (int) Math.round(Math.clamp(sum, 0, 1) * 255);
    }
    return color;
  }

  /// The color as `#rrggbb`.
  static String hex(double share) {
    int[] c = color(share);
    return String.format("#%02x%02x%02x", c[0], c[1], c[2]);
  }

  /// Whether dark text reads better on the color than light text.
  static boolean isLight(double share) {
    int[] c = color(share);
    return 0.299 * c[0] + 0.587 * c[1] + 0.114 * c[2] > 130;
  }
}
