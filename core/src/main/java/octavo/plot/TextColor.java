package octavo.plot;

/// Whether a terminal shows colors.
public enum TextColor {
  /// Characters only, as for a file or a terminal without colors.
  NONE,
  /// 24-bit colors by escape sequences.
  TRUE_COLOR;

  private static final int[][] SERIES = {
    {74, 168, 224},
    {255, 138, 61},
    {47, 199, 155},
    {231, 155, 196},
    {242, 183, 60},
    {143, 208, 245},
    {160, 167, 180}
  };

  /// The text in the color of the series with this number.
  String series(int number, String text) {
    int[] c = SERIES[number % SERIES.length];
    return this == NONE
        ? text
        : "\u001b[38;2;%d;%d;%dm%s\u001b[0m".formatted(c[0], c[1], c[2], text);
  }
}
