package octavo.kernel.elementwise;

import static octavo.kernel.elementwise.SimdMath.constant;
import static octavo.kernel.elementwise.SimdMath.exp;
import static octavo.kernel.elementwise.SimdMath.expOfSum;
import static octavo.kernel.elementwise.SimdMath.fma;
import static octavo.kernel.elementwise.SimdMath.limit;
import static octavo.kernel.elementwise.SimdMath.withSignOf;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;

/// The error function and the two forms of GELU on vectors of floats, by the rules of [SimdMath].
final class SimdErrorFunction {
  private static final float TWO_OVER_SQRT_PI = 1.1283792f;
  private static final float ONE_OVER_SQRT_TWO_PI = 0.3989423f;

  /// `2√(2/π)` and 0.044715 times it.
  private static final float TANH_LINEAR = 1.5957692f;

  private static final float TANH_CUBIC = 0.071354814f;

  private static final float TANH_LINEAR_LOW = -4.534068e-8f;
  private static final float TANH_CUBIC_LOW = 2.3988325e-9f;

  private SimdErrorFunction() {}

  /// `erf x`: an odd polynomial up to 0.93, from there `1 - e^p(|x|)`.
  static FloatVector erf(FloatVector x) {
    FloatVector t = limit(x.abs(), 0f, 4f);
    FloatVector s = t.mul(t);
    FloatVector u = fma(t, constant(-0.0038839644f), 0.024254622f);
    FloatVector r = fma(t, constant(-1.7285347e-5f), 3.8319713e-4f).fma(s, u);
    r = fma(r, t, -0.10677788f);
    r = fma(r, t, -0.6348467f);
    r = fma(r, t, -0.12871751f);
    FloatVector large = constant(1f).sub(exp(r.fma(t, t.neg())));
    FloatVector p = fma(s, constant(-5.967617e-4f), 0.0049911942f);
    p = fma(p, s, -0.026768135f);
    p = fma(p, s, 0.112819925f);
    p = fma(p, s, -0.37612534f);
    p = fma(p, s, 0.12837917f);
    FloatVector small = p.fma(t, t);
    return withSignOf(small.blend(large, t.compare(VectorOperators.GT, 0.9277344f)), x);
  }

  /// `e^(a²)·erfc(a)` for `0 ≤ a ≤ 16`: `(1 + p(q))/(1 + 2a)` with `q = (a - 2)/(a + 2)`, after M.
  /// M. Shepherd and J. G. Laframboise, "Chebyshev Approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x
  /// < ∞", Mathematics of Computation 36 (1981). The remainders of both quotients are used.
  static FloatVector scaledErfc(FloatVector a) {
    FloatVector inverse = constant(1f).div(a.add(2f));
    FloatVector q = a.sub(2f).mul(inverse);
    FloatVector rest = q.fma(a.neg(), q.add(1f).fma(constant(-2f), a));
    q = inverse.fma(rest, q);
    FloatVector p = fma(q, constant(-4.0113926e-4f), -0.0012307521f);
    p = fma(p, q, 0.0013135534f);
    p = fma(p, q, 0.008632274f);
    p = fma(p, q, -0.00805992f);
    p = fma(p, q, -0.05420466f);
    p = fma(p, q, 0.16405539f);
    p = fma(p, q, -0.16603136f);
    p = fma(p, q, -0.09276398f);
    p = fma(p, q, 0.2769784f);
    FloatVector r = constant(0.5f).div(a.add(0.5f));
    FloatVector y = p.fma(r, r);
    FloatVector remainder = p.sub(y).add(fma(y.add(y), a.neg(), 1f));
    return remainder.fma(r, y);
  }

  /// `e^(-c·a²)`, where `c·a` is exact: the rounding of the square is made good, without which the
  /// relative error would grow with `a²`.
  private static FloatVector gauss(FloatVector a, float c) {
    FloatVector ca = a.mul(c);
    FloatVector s = a.mul(ca);
    FloatVector lost = a.fma(ca.neg(), s); // s is too large by this much
    return expOfSum(s.neg(), lost);
  }

  static FloatVector erfc(FloatVector x) {
    FloatVector a = limit(x.abs(), 0f, 11f);
    FloatVector y = scaledErfc(a).mul(gauss(a, 1f));
    return y.blend(constant(2f).sub(y), x.compare(VectorOperators.LT, 0f));
  }

  /// `±2/√π·e^(-x²)`.
  static FloatVector erfDerivative(FloatVector x) {
    return gauss(limit(x, -11f, 11f), 1f).mul(TWO_OVER_SQRT_PI);
  }

  /// `e^(a²/2)·Φ(-a)` for `0 ≤ a ≤ 15`: `p/(√(2π)·a·p + s)` with polynomials fitted for the least relative error
  /// (10⁻⁸). All coefficients are positive, so nothing cancels; far out `s` is small beside the other summand, where
  /// the rounding of `p` cancels against that of the numerator. One division, and short chains of steps.
  private static FloatVector scaledTail(FloatVector a) {
    FloatVector p = fma(a, constant(0.007035756f), 0.069385186f);
    FloatVector s = fma(a, constant(1.2453312e-5f), 0.017396387f);
    p = fma(p, a, 0.3126084f);
    s = fma(s, a, 0.17730154f);
    p = fma(p, a, 0.7471459f);
    s = fma(s, a, 0.71887755f);
    p = fma(p, a, 0.85132605f);
    s = fma(s, a, 1.7026521f);
    return p.div(a.mul(2.5066009f).fma(p, s));
  }

  /// `x·Φ(x)`. Below 0, `Φ(x)` keeps its relative accuracy.
  static FloatVector gelu(FloatVector x) {
    FloatVector c = x.blend(-15f, x.compare(VectorOperators.LT, -15f));
    FloatVector magnitude = c.abs();
    FloatVector a = magnitude.blend(15f, magnitude.compare(VectorOperators.GT, 15f));
    FloatVector h = scaledTail(a).mul(gauss(a, 0.5f));
    return c.mul(constant(1f).sub(h).blend(h, c.compare(VectorOperators.LT, 0f)));
  }

  /// `Φ(x) + x·φ(x)`.
  static FloatVector geluDerivative(FloatVector x) {
    FloatVector c = limit(x, -15f, 15f);
    FloatVector a = c.abs();
    FloatVector g = gauss(a, 0.5f);
    FloatVector h = scaledTail(a).mul(g);
    FloatVector cdf = constant(1f).sub(h).blend(h, c.compare(VectorOperators.LT, 0f));
    return g.mul(ONE_OVER_SQRT_TWO_PI).fma(c, cdf);
  }

  /// `½x(1 + tanh u) = x·σ(2u)` with `u = √(2/π)(x + 0.044715x³)`. What is rounded off `2u` is kept
  /// in a second float, without which the relative error would grow with `|u|`.
  static FloatVector geluTanh(FloatVector x) {
    FloatVector c = x.blend(-15f, x.compare(VectorOperators.LT, -15f));
    FloatVector b = limit(c, -15f, 15f);
    FloatVector square = b.mul(b);
    FloatVector squareLow = b.fma(b, square.neg());
    FloatVector p = square.mul(TANH_CUBIC);
    FloatVector low = squareLow.mul(TANH_CUBIC).add(square.mul(TANH_CUBIC_LOW));
    low = square.fma(constant(TANH_CUBIC), p.neg()).add(low);
    FloatVector w = p.add(TANH_LINEAR);
    FloatVector added = w.sub(p);
    low = p.sub(w.sub(added)).add(constant(TANH_LINEAR).sub(added)).add(low).add(TANH_LINEAR_LOW);
    FloatVector v = b.mul(w);
    FloatVector vLow = b.fma(w, v.neg()).add(b.mul(low));
    VectorMask<Float> negative = b.compare(VectorOperators.LT, 0f);
    FloatVector e = exp(v.abs().neg());
    e = e.fma(vLow.neg().blend(vLow, negative), e);
    return c.blend(c.mul(e), negative).div(e.add(1f));
  }

  /// `s + x·s(1 - s)·(2u)'` with `s = σ(2u)`.
  static FloatVector geluTanhDerivative(FloatVector x) {
    FloatVector c = limit(x, -15f, 15f);
    FloatVector square = c.mul(c);
    FloatVector v = c.mul(fma(square, constant(TANH_CUBIC), TANH_LINEAR));
    FloatVector e = exp(v.abs().neg());
    FloatVector inverse = constant(1f).div(e.add(1f));
    FloatVector small = e.mul(inverse);
    FloatVector s = small.blend(inverse, v.compare(VectorOperators.GE, 0f));
    FloatVector slope = c.mul(fma(square, constant(3 * TANH_CUBIC), TANH_LINEAR));
    return small.mul(inverse).fma(slope, s);
  }
}
