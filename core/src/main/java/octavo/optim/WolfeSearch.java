package octavo.optim;

import octavo.tensor.Tensor;

/// Looks along a direction for a step that satisfies the strong Wolfe conditions: the loss falls
/// enough, `f(t) ≤ f(0) + c₁·t·f'(0)`, and the slope has become flat enough, `|f'(t)| ≤ c₂·|f'(0)|`
/// (Nocedal and Wright, *Numerical Optimization*, algorithms 3.5 and 3.6, with cubic interpolation).
final class WolfeSearch {
  private static final double C1 = 1e-4;
  private static final double C2 = 0.9;

  /// A step that lies nearer than this share to an end of the bracket makes little progress.
  private static final double MARGIN = 0.1;

  private final Along along;
  private final Point start;
  private final double shortest;
  private final int most;
  private int tries;
  private int evaluations;

  /// A loss along a direction.
  interface Along {
    Point at(double t);
  }

  /// The loss after a step.
  ///
  /// @param t the length of the step
  /// @param loss the loss there
  /// @param gradient its gradient there
  /// @param slope the slope of the loss along the direction
  record Point(double t, double loss, Tensor gradient, double slope) {}

  /// @param along the loss
  /// @param start the point of step 0
  /// @param shortest a bracket shorter than this is not searched further
  /// @param most how often to look on after the first try
  WolfeSearch(Along along, Point start, double shortest, int most) {
    this.along = along;
    this.start = start;
    this.shortest = shortest;
    this.most = most;
  }

  /// How often the loss was computed.
  int evaluations() {
    return evaluations;
  }

  private Point evaluate(double t) {
    evaluations++;
    return along.at(t);
  }

  private boolean fallsTooLittle(Point p) {
    // not a number counts as too high
    return !(p.loss <= start.loss + C1 * p.t * start.slope);
  }

  private boolean isFlat(Point p) {
    return Math.abs(p.slope) <= -C2 * start.slope;
  }

  /// The best step found, trying `t` first.
  Point search(double t) {
    Point before = start;
    Point now = evaluate(t);
    for (; tries < most; tries++) {
      if (fallsTooLittle(now) || (tries > 1 && now.loss >= before.loss)) {
        return zoom(before, now);
      }
      if (isFlat(now)) {
        return now;
      }
      if (now.slope >= 0) {
        return zoom(before, now);
      }
      double least = now.t + 0.01 * (now.t - before.t);
      double next = lowest(before, now, least, 10 * now.t);
      before = now;
      now = evaluate(next);
    }
    return zoom(start, now);
  }

  /// Narrows a bracket that holds a good step.
  private Point zoom(Point a, Point b) {
    Point[] ends = {a, b};
    int low = b.loss < a.loss ? 1 : 0;
    boolean stalled = false;
    for (; tries < most && !(Math.abs(ends[1].t - ends[0].t) < shortest); tries++) {
      double least = Math.min(ends[0].t, ends[1].t);
      double greatest = Math.max(ends[0].t, ends[1].t);
      double t = lowest(ends[0], ends[1], least, greatest);
      double margin = MARGIN * (greatest - least);
      if (Math.min(greatest - t, t - least) < margin) {
        if (stalled || t >= greatest || t <= least) {
          t = Math.abs(t - greatest) < Math.abs(t - least) ? greatest - margin : least + margin;
          stalled = false;
        } else {
          stalled = true;
        }
      } else {
        stalled = false;
      }
      Point p = evaluate(t);
      if (fallsTooLittle(p) || p.loss >= ends[low].loss) {
        ends[1 - low] = p;
        low = ends[1].loss < ends[0].loss ? 1 : 0;
      } else {
        if (isFlat(p)) {
          return p;
        }
        if (p.slope * (ends[1 - low].t - ends[low].t) >= 0) {
          ends[1 - low] = ends[low];
        }
        ends[low] = p;
      }
    }
    return ends[low];
  }

  /// Where the cubic through two points with these slopes is lowest, within bounds; their middle if
  /// it has no lowest place.
  private static double lowest(Point p, Point q, double least, double most) {
    Point a = p.t <= q.t ? p : q;
    Point b = p.t <= q.t ? q : p;
    double d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t);
    double square = d1 * d1 - a.slope * b.slope;
    double d2 = Math.sqrt(square);
    double t = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2));
    return square >= 0 && !Double.isNaN(t) ? Math.clamp(t, least, most) : (least + most) / 2;
  }
}
