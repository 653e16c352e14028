package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.util.Random;
import octavo.autograd.Derivatives;
import octavo.random.Rng;
import octavo.storage.DType;
import org.junit.jupiter.api.Test;

/// What defines softmax, its sparse relatives and its cross-entropy.
class SoftmaxTest {
  private static final double ROUNDING = 64 * 0x1p-53;

  private final Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(1), 0, 1, 5, 6);
  private final Tensor classes = Tensors.of(new long[] {0, 5, 2, 2, 1}, 5);

  private static void assertClose(Tensor found, Tensor expected, double tolerance) {
    assertThat(found.allClose(expected, tolerance, tolerance))
        .as("%s%n%s", found, expected)
        .isTrue();
  }

  @Test
  void distributionsSumToOneAndShiftsChangeNothing() {
    for (double alpha : new double[] {1, 1.3, 1.5, 2, 3}) {
      Tensor y = x.entmax(1, alpha);
      assertThat(y.min().item()).isNotNegative();
      assertClose(y.sum(1), Tensor.ones(5).to(DType.FLOAT64), ROUNDING);
      assertClose(x.add(100).entmax(1, alpha), y, 1e-12);
    }
  }

  /// The largest entry is that of each class as often as softmax says, whatever the temperature.
  @Test
  void gumbelSoftmaxSamplesTheDistribution() {
    int rows = 20_000;
    Tensor logits = Tensors.of(new double[] {0, 1, -1, 2}, 1, 4);
    Tensor y = logits.expandTo(Shape.of(rows, 4)).gumbelSoftmax(-1, 0.5, Rng.of(3));
    assertClose(y.sum(1), Tensor.ones(rows).to(DType.FLOAT64), ROUNDING);
    Tensor p = logits.softmax(1);
    Tensor largest = y.equalTo(y.max(Axes.keep(1))).to(DType.FLOAT64).mean(0);
    for (int i = 0; i < 4; i++) {
      double expected = p.get(0, i);
      double error = Math.sqrt(expected * (1 - expected) / rows);
      assertThat(largest.get(i)).isCloseTo(expected, offset(4 * error));
    }
  }

  @Test
  void gumbelSoftmaxHasTheGradientOfSoftmaxAtItsNoise() {
    Tensor noise = RandomTensors.gumbel(DType.FLOAT64, Rng.of(5), 0, 1, 5, 6);
    Tensor tracked = x.tracked();
    Tensor found =
        Derivatives.gradients(tracked.gumbelSoftmax(1, 0.7, Rng.of(5)).square().sum(), tracked)[0];
    Tensor expected =
        Derivatives.gradients(tracked.add(noise).softmax(1, 0.7).square().sum(), tracked)[0];
    assertClose(found, expected, 1e-12);
  }

  @Test
  void twoClassesAreALogisticUnit() {
    Tensor s = Tensors.of(new double[] {-800, -3, 0, 0.5, 40, 800}, 6, 1);
    Tensor logits = Tensors.concat(1, s, s.zerosLike());
    assertClose(logits.softmax(1).narrow(1, 0, 1), s.sigmoid(), ROUNDING);
    Tensor first = Tensors.zeros(DType.INT64, 6);
    assertClose(logits.crossEntropy(first), s.negate().softplus().squeeze(1), ROUNDING);
  }

  @Test
  void largeLogitsStayFinite() {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      Tensor far = Tensor.of(new float[] {1e4f, -1e4f, 0, -1e4f, 1e4f, 0}, 2, 3).to(dtype);
      Tensor t = Tensors.of(new long[] {1, 1}, 2);
      for (Tensor y :
          new Tensor[] {
            far.softmax(1), far.logSoftmax(1), far.sparsemax(1), far.entmax15(1), far.entmax(1, 1.2)
          }) {
        assertThat(y.isFinite().all().item()).isEqualTo(1);
      }
      Tensor tracked = far.tracked();
      Tensor loss = tracked.crossEntropy(t);
      assertThat(loss.toDoubleArray()).containsExactly(2e4, 0);
      assertThat(loss.sum().gradients().of(tracked).toDoubleArray())
          .containsExactly(1, -1, 0, 0, 0, 0);
    }
  }

  @Test
  void fusedEqualsComposed() {
    Tensor weight = Tensors.of(new double[] {1, 2, 0.5, 1.5, 1, 3}, 6);
    double s = 0.15;
    CrossEntropyOptions options =
        CrossEntropyOptions.DEFAULT.withLabelSmoothing(s).withWeight(weight);
    Tensor a = x.tracked();
    Tensor b = x.tracked();
    Tensor fused = a.crossEntropy(classes, options);
    Tensor target = Tensors.oneHot(classes, 6).to(DType.FLOAT64).affine(1 - s, s / 6);
    Tensor composed = b.logSoftmax(1).multiply(target).multiply(weight).sum(1).negate();
    assertClose(fused, composed, ROUNDING);
    assertClose(fused.sum().gradients().of(a), composed.sum().gradients().of(b), ROUNDING);
    Tensor c = x.tracked();
    Tensor soft = c.crossEntropy(Tensors.oneHot(classes, 6), options);
    assertClose(soft, fused, ROUNDING);
    assertClose(soft.sum().gradients().of(c), fused.sum().gradients().of(a), ROUNDING);
  }

  @Test
  void independentAnswersFusedEqualComposed() {
    for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
      double rounding = dtype == DType.FLOAT32 ? 1e-5 : ROUNDING;
      Tensor far = RandomTensors.normal(dtype, Rng.of(3), 0, 20, 3, 4, 50);
      Tensor t = RandomTensors.uniform(Rng.of(4), 0, 1, 3, 4, 50).to(dtype);
      Tensor[] fused = {far.tracked(), t.tracked()};
      Tensor[] composed = {far.tracked(), t.tracked()};
      Tensor a = fused[0].sigmoidCrossEntropy(fused[1]);
      Tensor b = composed[0].softplus().subtract(composed[1].multiply(composed[0])).sum(-1);
      assertClose(a.to(DType.FLOAT64), b.to(DType.FLOAT64), 50 * 20 * rounding);
      for (int i = 0; i < 2; i++) {
        Tensor da = a.square().sum().gradients().of(fused[i]).to(DType.FLOAT64);
        Tensor db = b.square().sum().gradients().of(composed[i]).to(DType.FLOAT64);
        assertClose(da, db, 1000 * 60 * rounding);
      }
    }
  }

  @Test
  void truthValuesAreAnswers() {
    Tensor logits = Tensors.of(new double[] {0.5, -1, 2}, 3);
    Tensor yes = Tensors.of(new double[] {1, 0, 1}, 3);
    Tensor loss = logits.sigmoidCrossEntropy(yes.greater(0.5));
    assertClose(loss, logits.sigmoidCrossEntropy(yes), ROUNDING);
    assertClose(loss, logits.multiply(yes.affine(-2, 1)).softplus().sum(), ROUNDING);
  }

  @Test
  void theGradientIsTheDistributionMinusTheTarget() {
    Tensor a = x.tracked();
    Tensor dx = a.crossEntropy(classes).sum().gradients().of(a);
    Tensor oneHot = Tensors.oneHot(classes, 6).to(DType.FLOAT64);
    assertClose(dx, x.softmax(1).subtract(oneHot), ROUNDING);
    assertThat(dx.sum(1).abs().max().item()).isLessThan(ROUNDING);
  }

  @Test
  void theJacobianIsThatOfTheVectorProduct() {
    Tensor v = Tensors.of(new double[] {0.3, -1, 2, 0.5}, 4);
    Tensor jacobian = v.softmaxJacobian(0);
    assertThat(jacobian.shape().toArray()).containsExactly(4, 4);
    assertClose(jacobian, Derivatives.jacobian(t -> t.softmax(0), v), ROUNDING);
    assertClose(jacobian, jacobian.transpose(), ROUNDING); // it is symmetric
    Tensor g = RandomTensors.normal(DType.FLOAT64, Rng.of(2), 0, 1, 5, 6);
    Tensor product = g.unsqueeze(1).matmul(x.softmaxJacobian(1)).squeeze(1);
    assertClose(product, Derivatives.vjp(t -> t.softmax(1), x, g), ROUNDING);
    Tensor columns = x.softmaxJacobian(0);
    assertThat(columns.shape().toArray()).containsExactly(6, 5, 5);
    assertClose(columns, x.transpose().softmaxJacobian(1), ROUNDING);
  }

  @Test
  void sparsemaxIsTheNearestPointOfTheSimplex() {
    Tensor y = x.multiply(2).sparsemax(1);
    assertThat(y.equalTo(0).sum().item()).isGreaterThan(10);
    double nearest = y.subtract(x.multiply(2)).square().sum().item();
    Random random = new Random(1);
    for (int trial = 0; trial < 200; trial++) {
      double[] other = new double[30];
      for (int i = 0; i < other.length; i++) {
        other[i] = -Math.log(random.nextDouble());
      }
      Tensor point = Tensors.of(other, 5, 6);
      point = point.divide(point.sum(Axes.keep(1)));
      // also points close by: between y and a random one
      for (double share : new double[] {1, 1e-3}) {
        Tensor p = point.multiply(share).add(y.multiply(1 - share));
        assertThat(p.subtract(x.multiply(2)).square().sum().item()).isGreaterThan(nearest);
      }
    }
    Tensor inside = x.softmax(1);
    assertClose(inside.sparsemax(1), inside, 1e-14); // a point of the simplex stays
  }

  @Test
  void entmaxLiesBetweenSoftmaxAndSparsemax() {
    assertClose(x.entmax(1, 1 + 1e-6), x.softmax(1), 1e-5);
    assertThat(x.entmax(1, 1)).isEqualTo(x.softmax(1));
    assertThat(x.entmax(1, 2)).isEqualTo(x.sparsemax(1));
    assertThat(x.entmax(1, 1.5)).isEqualTo(x.entmax15(1));
    double zeros = x.sparsemax(1).equalTo(0).sum().item();
    assertThat(x.entmax15(1).equalTo(0).sum().item()).isBetween(1.0, zeros);
  }

  @Test
  void entmaxOfNothingAndOfOne() {
    assertThat(Tensor.zeros(0, 3).sparsemax(1).shape().toArray()).containsExactly(0, 3);
    assertThat(Tensor.zeros(3, 0).entmax15(1).shape().toArray()).containsExactly(3, 0);
    assertThat(Tensor.of(-7).sparsemax(0)).isEqualTo(Tensor.of(1));
    assertThat(Tensor.of(-7).entmax(0, 1.2)).isEqualTo(Tensor.of(1));
  }
}
