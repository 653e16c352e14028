package octavo.distribution;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import octavo.autograd.GradientCheck;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Transforms against their inverses and their derivatives.
class TransformTest {
  /// Numbers that every transform takes.
  private static final Tensor X = Tensors.of(new double[] {0.1, 0.4, 0.75, 0.9}, 4);

  private static Tensor wide(double number) {
    return Tensors.full(DType.FLOAT64, Shape.SCALAR, number);
  }

  static List<Transform> transforms() {
    Tensor scale = Tensors.of(new double[] {2, -0.5, 1, -3}, 4);
    return List.of(
        Transform.exp(),
        Transform.sigmoid(),
        Transform.tanh(),
        Transform.softplus(),
        Transform.power(wide(2.5)),
        Transform.power(wide(-0.5)),
        Transform.power(scale),
        Transform.affine(wide(1), wide(-2)),
        Transform.affine(wide(1), scale),
        Transform.exp().inverted(),
        Transform.sigmoid().inverted(),
        Transform.compose(
            Transform.power(wide(2)), Transform.affine(wide(0.5), wide(-1)), Transform.tanh()),
        Transform.compose(Transform.tanh(), Transform.tanh()),
        Transform.compose(Transform.exp(), Transform.exp().inverted()));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void inversesInvert(Transform f) {
    Tensor y = f.forward(X);
    assertThat(f.inverse(y).allClose(X, 1e-10, 1e-12)).isTrue();
    assertThat(f.inverted().forward(y).allClose(X, 1e-10, 1e-12)).isTrue();
    assertThat(f.inverted().inverted()).isEqualTo(f);
    assertThat(f.domain().contains(X).all().item()).isOne();
    assertThat(f.codomain().contains(y).all().item()).isOne();
    assertThat(f.inverted().domain().contains(y).all().item()).isOne();
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void determinantsAreThoseOfTheDerivative(Transform f) {
    Tensor x = X.tracked();
    Tensor y = f.forward(x);
    Tensor slope = y.sum().gradients().of(x);
    Tensor determinant = f.logAbsDetJacobian(X, f.forward(X));
    assertThat(determinant.allClose(slope.abs().log(), 1e-10, 1e-10)).isTrue();
    Tensor back = f.inverted().logAbsDetJacobian(f.forward(X), X);
    assertThat(back.allClose(slope.abs().log().negate(), 1e-10, 1e-10)).isTrue();
    Tensor sign = Objects.requireNonNull(f.direction());
    assertThat(sign.expandTo(slope.shape()).to(slope.dtype())).isEqualTo(slope.sign());
    GradientCheck.DEFAULT.first(v -> f.logAbsDetJacobian(v[0], f.forward(v[0])), X);
  }

  @Test
  void bijectionsOntoIntervalsKeepTheirDistance() {
    Tensor far = Tensor.of(-200, 200);
    for (Transform f : List.of(Transform.sigmoid(), Transform.tanh())) {
      Tensor y = f.forward(far);
      assertThat(f.codomain().contains(y).all().item()).isOne();
      assertThat(f.inverse(y).isFinite().all().item()).isOne();
    }
  }

  @Test
  void knownMomentsOfAffineTransforms() {
    TransformedDistribution d =
        TransformedDistribution.of(Normal.of(1, 2), Transform.affine(3, -2));
    assertThat(d.mean().item()).isOne();
    assertThat(d.variance().item()).isEqualTo(16);
    assertThat(d.mode().item()).isOne();
    Normal same = Normal.of(1, 4);
    Tensor x = Tensor.of(-3, 0, 2);
    assertThat(d.logProb(x).allClose(same.logProb(x), 1e-6, 1e-6)).isTrue();
    assertThat(((HasInverseCdf) d).cdf(x).allClose(same.cdf(x), 1e-6, 1e-6)).isTrue();
    assertThat(
            ((HasInverseCdf) d)
                .icdf(Tensor.of(0.1f, 0.7f))
                .allClose(same.icdf(Tensor.of(0.1f, 0.7f)), 1e-5, 1e-5))
        .isTrue();
    assertThat(TransformedDistribution.of(same, Transform.exp()).mean().item()).isNaN();
  }
}
