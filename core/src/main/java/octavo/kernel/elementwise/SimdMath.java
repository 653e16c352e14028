package octavo.kernel.elementwise;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/// Exponentials, logarithms and what is made of them, on vectors of floats.
///
/// Only correctly rounded operations occur (`+ - · / √ fma` and integer ones), so a lane's result
/// depends on its argument alone: the same bits for any vector width, position and machine. Results
/// below the smallest normal float are rounded to subnormal ones, not flushed.
///
/// The methods are written for inlining: C2 keeps a vector in a register only if every method
/// between its making and its use is inlined, so none is longer than 325 bytes of code.
public final class SimdMath {
  static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;

  private static final float LOG2_E = 1.442695f;

  /// `ln 2` as a sum: the first part has 16 significant bits, so that its multiples are exact.
  static final float LN2_HIGH = 0.69314575f;

  static final float LN2_LOW = 1.4286068e-6f;

  /// `1.5·2²³`: adding it rounds to an integer, which then stands in the low bits.
  static final float ROUNDER = 12582912f;

  private static final int ONE_BITS = 0x3F800000;
  private static final int SQRT_HALF_BITS = 0x3F3504F3;

  private SimdMath() {}

  static FloatVector constant(float c) {
    return FloatVector.broadcast(S, c);
  }

  static FloatVector fma(FloatVector a, FloatVector b, float c) {
    return a.fma(b, constant(c));
  }

  /// `x`, but not below `low` nor above `high`; a NaN stays.
  static FloatVector limit(FloatVector x, float low, float high) {
    FloatVector atMost = x.blend(high, x.compare(VectorOperators.GT, high));
    return atMost.blend(low, x.compare(VectorOperators.LT, low));
  }

  static FloatVector withSignOf(FloatVector magnitude, FloatVector sign) {
    IntVector bits = sign.reinterpretAsInts().and(0x80000000);
    return magnitude.reinterpretAsInts().or(bits).reinterpretAsFloats();
  }

  // ------------------------------------------------------------------ exponentials

  /// `eʳ - 1` for `|r| ≤ ½ ln 2`: `r + r²·q(r)` with the coefficients of Cephes' `expf`.
  private static FloatVector expm1Reduced(FloatVector r) {
    FloatVector q = fma(r, constant(1.9875691e-4f), 0.0013981999f);
    q = fma(q, r, 0.008333452f);
    q = fma(q, r, 0.041665796f);
    q = fma(q, r, 0.16666666f);
    q = fma(q, r, 0.5f);
    return q.fma(r.mul(r), r);
  }

  /// `x - n·ln 2`, where `n` is an integer.
  private static FloatVector reduce(FloatVector x, FloatVector n) {
    return n.fma(constant(-LN2_LOW), n.fma(constant(-LN2_HIGH), x));
  }

  /// `eˣ`. The power of two is multiplied in halves: one factor alone cannot reach both the largest
  /// and the subnormal results. Within 2 ulp.
  public static FloatVector exp(FloatVector x) {
    FloatVector c = limit(x, -110f, 100f);
    FloatVector t = fma(c, constant(LOG2_E), ROUNDER);
    FloatVector p = expm1Reduced(reduce(c, t.sub(ROUNDER))).add(1f);
    IntVector n = t.reinterpretAsInts();
    IntVector half = n.lanewise(VectorOperators.LSHR, 1).lanewise(VectorOperators.LSHL, 23);
    IntVector rest = n.lanewise(VectorOperators.LSHL, 23).sub(half);
    // multiplied, not added to the exponent's bits: a NaN must stay one, whatever its payload
    FloatVector scaled = p.mul(half.add(ONE_BITS).reinterpretAsFloats());
    return scaled.mul(rest.add(ONE_BITS).reinterpretAsFloats());
  }

  /// `eˣ` for `x ≤ 40`, in fewer steps: `2ⁿ⁺⁶⁴` is a normal float then. Within 2 ulp.
  public static FloatVector expNotLarge(FloatVector x) {
    FloatVector c = x.blend(-110f, x.compare(VectorOperators.LT, -110f));
    FloatVector t = fma(c, constant(LOG2_E), ROUNDER);
    FloatVector p = expm1Reduced(reduce(c, t.sub(ROUNDER)));
    IntVector n = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector power = n.add(ONE_BITS + (64 << 23)).reinterpretAsFloats();
    return p.fma(power, power).mul(0x1p-64f);
  }

  /// `2⁶⁴·eˣ` for `x ≤ 40`, 0 for `x < -110`, where `eˣ` is less than half the smallest float. Within 2 ulp.
  /// A multiplication less than [#expNotLarge], for those who scale the results anyway.
  public static FloatVector expLifted(FloatVector x) {
    FloatVector t = fma(x, constant(LOG2_E), ROUNDER);
    FloatVector p = expm1Reduced(reduce(x, t.sub(ROUNDER)));
    IntVector n = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector power = n.add(ONE_BITS + (64 << 23)).reinterpretAsFloats();
    return p.fma(power, power).blend(0f, x.compare(VectorOperators.LT, -110f));
  }

  /// `e^(x + low)` for `-125 ≤ x ≤ 40` or NaN, none is limited, and a `low` of no more than a unit in the last
  /// place of `x`.
  static FloatVector expOfSum(FloatVector x, FloatVector low) {
    FloatVector t = fma(x, constant(LOG2_E), ROUNDER);
    FloatVector p = expm1Reduced(reduce(x, t.sub(ROUNDER)).add(low));
    IntVector n = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector power = n.add(ONE_BITS + (64 << 23)).reinterpretAsFloats();
    return p.fma(power, power).mul(0x1p-64f);
  }

  /// `eˣ - 1`: `2ⁿ(eʳ - 1) + (2ⁿ - 1)`, computed at half size so that `2¹²⁸` does not overflow.
  static FloatVector expm1(FloatVector x) {
    FloatVector y = expm1Moderate(limit(x, -30f, 89f));
    // here the result is x, or ±0, which the sums above would round or turn to +0
    return y.blend(x, x.abs().compare(VectorOperators.LT, 1e-8f));
  }

  /// `eˣ - 1` for `-30 ≤ x ≤ 89`, -0 and tiny arguments excepted.
  static FloatVector expm1Moderate(FloatVector x) {
    FloatVector t = fma(x, constant(LOG2_E), ROUNDER);
    FloatVector r = reduce(x, t.sub(ROUNDER));
    FloatVector q = expm1Reduced(r);
    IntVector bits = t.reinterpretAsInts().lanewise(VectorOperators.LSHL, 23);
    FloatVector half = bits.add(ONE_BITS - (1 << 23)).reinterpretAsFloats();
    return half.fma(q, half.sub(0.5f)).mul(2f);
  }

  static FloatVector sinh(FloatVector x) {
    // (eᵃ - 1) + (eᵃ - 1)/eᵃ, halved; from 20 on e⁻ᵃ is lost, and eᵃ is squared from e^(a/2)
    FloatVector a = x.abs();
    FloatVector t = expm1Moderate(limit(a, 0f, 20f));
    FloatVector small = t.div(t.add(1f)).add(t).mul(0.5f);
    FloatVector root = exp(a.mul(0.5f));
    FloatVector y = small.blend(root.mul(0.5f).mul(root), a.compare(VectorOperators.GT, 20f));
    y = y.blend(a, a.compare(VectorOperators.LT, 1e-4f));
    return withSignOf(y, x);
  }

  static FloatVector cosh(FloatVector x) {
    FloatVector root = exp(x.abs().mul(0.5f));
    FloatVector big = root.mul(0.5f).mul(root);
    return big.add(constant(0.25f).div(big));
  }

  /// `tanh x`, within 2 ulp.
  public static FloatVector tanh(FloatVector x) {
    // with t = e^(-2|x|) - 1: tanh|x| = -t/(2 + t), accurate near 0 as well
    FloatVector a = x.abs();
    FloatVector t = expm1Moderate(a.blend(14f, a.compare(VectorOperators.GT, 14f)).mul(-2f));
    FloatVector y = t.neg().div(t.add(2f));
    y = y.blend(a, a.compare(VectorOperators.LT, 2e-4f));
    return withSignOf(y, x);
  }

  // ------------------------------------------------------------------ logarithms

  /// `ln(1 + f) - f` for `√½ - 1 ≤ f < √2 - 1`, with the coefficients of Cephes' `logf`.
  private static FloatVector logTail(FloatVector f) {
    FloatVector p = fma(f, constant(0.070376836f), -0.1151461f);
    p = fma(p, f, 0.116769984f);
    p = fma(p, f, -0.12420141f);
    p = fma(p, f, 0.14249323f);
    p = fma(p, f, -0.16668057f);
    p = fma(p, f, 0.20000714f);
    p = fma(p, f, -0.24999994f);
    p = fma(p, f, 0.3333333f);
    FloatVector square = f.mul(f);
    return square.mul(fma(p, f, -0.5f));
  }

  /// The bits of `e·2²³` where `x = m·2ᵉ` and `√½ ≤ m < √2`.
  private static IntVector exponentBits(FloatVector x) {
    return x.reinterpretAsInts().sub(SQRT_HALF_BITS).and(0xFF800000);
  }

  private static FloatVector exponent(IntVector exponentBits) {
    return (FloatVector)
        exponentBits.lanewise(VectorOperators.ASHR, 23).convert(VectorOperators.I2F, 0);
  }

  /// Puts in the results for 0, infinity, negative numbers and NaN.
  private static FloatVector logEdges(FloatVector y, FloatVector x) {
    FloatVector z = y.blend(Float.NEGATIVE_INFINITY, x.compare(VectorOperators.EQ, 0f));
    z = z.blend(x, x.compare(VectorOperators.EQ, Float.POSITIVE_INFINITY));
    return z.blend(Float.NaN, x.compare(VectorOperators.GE, 0f).not());
  }

  /// `ln x`, within 2 ulp.
  public static FloatVector log(FloatVector x) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(8388608f), tiny);
    IntVector bits = exponentBits(scaled);
    FloatVector f = scaled.reinterpretAsInts().sub(bits).reinterpretAsFloats().sub(1f);
    FloatVector e = exponent(bits);
    e = e.blend(e.sub(23f), tiny);
    FloatVector tail = e.fma(constant(LN2_LOW), logTail(f));
    return logEdges(e.fma(constant(LN2_HIGH), tail.add(f)), x);
  }

  /// [#log] of positive normal numbers: the same bits with a third less code, as there are no edges.
  public static FloatVector logOfNormal(FloatVector x) {
    IntVector bits = exponentBits(x);
    FloatVector f = x.reinterpretAsInts().sub(bits).reinterpretAsFloats().sub(1f);
    FloatVector e = exponent(bits);
    FloatVector tail = e.fma(constant(LN2_LOW), logTail(f));
    return e.fma(constant(LN2_HIGH), tail.add(f));
  }

  /// `e·unitHigh + (e·unitLow + ln m·factor)`: a logarithm of another base.
  private static FloatVector logTo(
      FloatVector x, float unitHigh, float unitLow, float factorHigh, float factorLow) {
    VectorMask<Float> tiny = x.compare(VectorOperators.LT, Float.MIN_NORMAL);
    FloatVector scaled = x.blend(x.mul(8388608f), tiny);
    IntVector bits = exponentBits(scaled);
    FloatVector f = scaled.reinterpretAsInts().sub(bits).reinterpretAsFloats().sub(1f);
    FloatVector e = exponent(bits);
    e = e.blend(e.sub(23f), tiny);
    FloatVector tail = logTail(f);
    // (f + tail)·factor with the rounding of the large product f·factorHigh kept
    FloatVector low = f.fma(constant(factorLow), tail.mul(factorHigh));
    FloatVector y = f.fma(constant(factorHigh), e.fma(constant(unitLow), low));
    return logEdges(e.fma(constant(unitHigh), y), x);
  }

  static FloatVector log2(FloatVector x) {
    return logTo(x, 1f, 0f, 1.442695f, 1.925963e-8f);
  }

  static FloatVector log10(FloatVector x) {
    return logTo(x, 0.3010254f, 4.605039e-6f, 0.4342945f, -1.0103051e-8f);
  }

  /// `ln(1 + x)`: exponent and mantissa are those of `1 + x`, but the mantissa is taken from `x`
  /// itself, so that no digit of it is lost: `f = x·2⁻ᵉ + (2⁻ᵉ - 1)`.
  static FloatVector log1p(FloatVector x) {
    FloatVector u = x.add(1f);
    IntVector bits = exponentBits(u);
    FloatVector inverse = constant(1f).reinterpretAsInts().sub(bits).reinterpretAsFloats();
    FloatVector near = x.fma(inverse, inverse.sub(1f));
    // far out 1 + x equals x, and 2⁻ᵉ may not be a normal float
    FloatVector far = u.reinterpretAsInts().sub(bits).reinterpretAsFloats().sub(1f);
    FloatVector f = near.blend(far, u.compare(VectorOperators.GT, 1e9f));
    FloatVector e = exponent(bits);
    FloatVector tail = e.fma(constant(LN2_LOW), logTail(f));
    FloatVector y = logEdges(e.fma(constant(LN2_HIGH), tail.add(f)), u);
    return y.blend(x, x.compare(VectorOperators.EQ, 0f));
  }

  /// `ln(1 + x)` for `-1 < x ≤ 10⁹`, -0 excepted.
  static FloatVector log1pPositive(FloatVector x) {
    IntVector bits = exponentBits(x.add(1f));
    FloatVector inverse = constant(1f).reinterpretAsInts().sub(bits).reinterpretAsFloats();
    FloatVector f = x.fma(inverse, inverse.sub(1f));
    FloatVector e = exponent(bits);
    FloatVector tail = e.fma(constant(LN2_LOW), logTail(f));
    return e.fma(constant(LN2_HIGH), tail.add(f));
  }

  // ------------------------------------------------------------------ logistic functions

  /// `1/(1 + e⁻ˣ)`, within 2 ulp.
  public static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector numerator = e.blend(1f, x.compare(VectorOperators.GE, 0f));
    return numerator.div(e.add(1f));
  }

  static FloatVector softplus(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    return log1pPositive(e).add(x.blend(0f, x.compare(VectorOperators.LT, 0f)));
  }

  static FloatVector logSigmoid(FloatVector x) {
    return softplus(x.neg()).neg();
  }

  static FloatVector silu(FloatVector x) {
    // a finite lower limit keeps -∞·0 from being NaN; the product is 0 well before it
    FloatVector c = x.blend(-200f, x.compare(VectorOperators.LT, -200f));
    FloatVector e = exp(c.abs().neg());
    return c.blend(c.mul(e), c.compare(VectorOperators.LT, 0f)).div(e.add(1f));
  }

  /// `σ(x)·(1 + x·(1 - σ(x)))`.
  static FloatVector siluDerivative(FloatVector x) {
    FloatVector c = limit(x, -200f, 200f);
    FloatVector e = exp(c.abs().neg());
    FloatVector inverse = constant(1f).div(e.add(1f));
    FloatVector small = e.mul(inverse);
    VectorMask<Float> positive = c.compare(VectorOperators.GE, 0f);
    FloatVector s = small.blend(inverse, positive);
    FloatVector rest = inverse.blend(small, positive);
    return s.mul(fma(c, rest, 1f));
  }
}
