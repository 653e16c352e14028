package octavo.plot;

/// Draws the marks of an [XyChart] that show a motion, and the field it goes over.
final class MovingDrawing {
  private static final double HEAD = 9;
  private static final double RADIUS = 4.5;

  /// The end is shown for this share of the way's time.
  private static final double REST = 0.15;

  /// Points are kept within this many pixels, so that a way that leaves the chart stays a number.
  private static final double FAR = 4000;

  private final Canvas canvas;
  private final Axis x;
  private final Axis y;

  MovingDrawing(Canvas canvas, Axis x, Axis y) {
    this.canvas = canvas;
    this.x = x;
    this.y = y;
  }

  /// One path per level: where the function is at least as high.
  void contours(Mark.Contours field) {
    for (double level : field.levels()) {
      StringBuilder path = new StringBuilder();
      for (double[][] ring : Isolines.of(field, level)) {
        ring(path, ring[0], ring[1]);
      }
      if (!path.isEmpty()) {
        canvas.path("level", path);
      }
    }
  }

  private void ring(StringBuilder path, double[] xs, double[] ys) {
    int n = xs.length;
    boolean first = true;
    for (int i = 0; i < n; i++) {
      int before = (i + n - 1) % n;
      int after = (i + 1) % n;
      boolean straight =
          (xs[before] == xs[i] && xs[i] == xs[after])
              || (ys[before] == ys[i] && ys[i] == ys[after]);
      if (!straight) {
        point(path.append(first ? 'M' : 'L'), x.pixel(xs[i]), y.pixel(ys[i]));
        first = false;
      }
    }
    path.append(first ? "" : "Z");
  }

  /// With one decimal, which is enough for a border.
  private static void point(StringBuilder path, double px, double py) {
    path.append(tenths(px)).append(' ').append(tenths(py));
  }

  private static String tenths(double pixel) {
    return Canvas.number(Math.rint(pixel * 10) / 10);
  }

  /// The way as a whole, which grows, and a dot that runs along it.
  void track(Mark.Track track, String color) {
    int n = 0;
    while (n < track.x().length && shows(track.x()[n], track.y()[n])) {
      n++;
    }
    if (n == 0) {
      return;
    }
    double[] px = new double[n];
    double[] py = new double[n];
    double[] length = new double[n];
    for (int i = 0; i < n; i++) {
      px[i] = Math.clamp(Math.rint(x.pixel(track.x()[i]) * 10) / 10, -FAR, FAR);
      py[i] = Math.clamp(Math.rint(y.pixel(track.y()[i]) * 10) / 10, -FAR, FAR);
      length[i] = i == 0 ? 0 : length[i - 1] + Math.hypot(px[i] - px[i - 1], py[i] - py[i - 1]);
    }
    int points = track.x().length; // a way that has ended rests while others go on
    int all = points + (int) Math.ceil(points * REST);
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < n; i++) {
      if (i == 0 || length[i] > length[i - 1]) {
        point(path.append(i == 0 ? 'M' : 'L'), px[i], py[i]);
      }
    }
    if (length[n - 1] == 0) {
      canvas.path("curve " + color, path.append("h0"));
    } else {
      double whole = Math.ceil(length[n - 1]);
      StringBuilder left = new StringBuilder();
      StringBuilder xs = new StringBuilder();
      StringBuilder ys = new StringBuilder();
      for (int i = 0; i < all; i++) {
        int at = Math.min(i, n - 1);
        String between = i == 0 ? "" : ";";
        left.append(between).append(Canvas.number(Math.rint(whole - length[at])));
        xs.append(between).append(Canvas.number(px[at]));
        ys.append(between).append(Canvas.number(py[at]));
      }
      double seconds = track.seconds() * all / points;
      // the last dash is a little longer than the way, which rounding may have lengthened
      canvas.growingPath("curve trail " + color, path, whole + 1, left, seconds);
      canvas.runner("fill runner " + color, px[n - 1], py[n - 1], RADIUS, xs, ys, seconds);
    }
  }

  private boolean shows(double px, double py) {
    return x.scale().shows(px) && y.scale().shows(py);
  }

  void arrows(Mark.Arrows arrows, String color) {
    for (int i = 0; i < arrows.x().length; i++) {
      if (shows(arrows.x()[i], arrows.y()[i]) && shows(arrows.toX()[i], arrows.toY()[i])) {
        arrow(
            x.pixel(arrows.x()[i]),
            y.pixel(arrows.y()[i]),
            x.pixel(arrows.toX()[i]),
            y.pixel(arrows.toY()[i]),
            color);
      }
    }
  }

  private void arrow(double fromX, double fromY, double toX, double toY, String color) {
    double length = Math.hypot(toX - fromX, toY - fromY);
    if (length == 0) {
      return;
    }
    double dx = (toX - fromX) / length;
    double dy = (toY - fromY) / length;
    double head = Math.min(HEAD, length);
    double baseX = toX - dx * head;
    double baseY = toY - dy * head;
    StringBuilder shaft = new StringBuilder("M");
    point(shaft, fromX, fromY);
    point(shaft.append('L'), baseX, baseY);
    canvas.path("curve " + color, shaft);
    StringBuilder tip = new StringBuilder("M");
    point(tip, toX, toY);
    point(tip.append('L'), baseX - dy * head * 0.42, baseY + dx * head * 0.42);
    point(tip.append('L'), baseX + dy * head * 0.42, baseY - dx * head * 0.42);
    canvas.path("fill " + color, tip.append('Z'));
  }
}
