package octavo.autograd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.UnaryOperator;
import octavo.nn.Parameter;
import octavo.op.Checkpoint;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.junit.jupiter.api.Test;

class DerivativesTest {
  private static Tensor normal(int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(5), 0, 1, shape);
  }

  @Test
  void thirdDerivativeOfACube() {
    Tensor x = Tensors.of(new double[] {2}, 1).tracked();
    Tensor y = x.multiply(x).multiply(x).sum();
    Tensor first = Derivatives.gradients(y, x)[0];
    Tensor second = Derivatives.gradients(first.sum(), x)[0];
    Tensor third = Derivatives.gradients(second.sum(), x)[0];
    assertThat(first.item()).isEqualTo(12);
    assertThat(second.item()).isEqualTo(12);
    assertThat(third.item()).isEqualTo(6);
  }

  @Test
  void jacobianProductsAgreeWithTheJacobian() {
    Tensor a = normal(4, 3);
    UnaryOperator<Tensor> f = x -> a.matmul(x.tanh()).sin();
    Tensor x = normal(3);
    Tensor jacobian = Derivatives.jacobian(f, x);
    assertThat(jacobian.shape().toArray()).containsExactly(4, 3);
    Tensor u = normal(4);
    Tensor v = normal(3).add(0.5);
    assertThat(Derivatives.vjp(f, x, u).allClose(u.matmul(jacobian), 1e-10, 1e-12)).isTrue();
    assertThat(Derivatives.jvp(f, x, v).allClose(jacobian.matmul(v), 1e-10, 1e-12)).isTrue();
  }

  @Test
  void hessianOfAQuadraticFormIsItsMatrix() {
    Tensor a = normal(3, 3);
    Tensor symmetric = a.add(a.transpose());
    UnaryOperator<Tensor> f = x -> x.dot(symmetric.matmul(x)).multiply(0.5);
    Tensor x = normal(3);
    assertThat(Derivatives.hessian(f, x).allClose(symmetric, 1e-10, 1e-12)).isTrue();
    Tensor v = normal(3);
    assertThat(
            Derivatives.hessianVectorProduct(f, x, v).allClose(symmetric.matmul(v), 1e-10, 1e-12))
        .isTrue();
    assertThat(Derivatives.gradient(f, x).allClose(symmetric.matmul(x), 1e-10, 1e-12)).isTrue();
  }

  @Test
  void aSharedParameterAddsUp() {
    Parameter p = Parameter.of(Tensor.of(3f));
    Tensor y = p.tracked().multiply(p.tracked()).add(p.tracked()).sum();
    assertThat(y.gradients().of(p).item()).isEqualTo(7);
    assertThat(y.gradients().of(p).item()).as("again").isEqualTo(7);
  }

  @Test
  void aScaledGradientIsAddedWithTheSameBitsInOneSweep() {
    for (int n : new int[] {5, 100_003}) {
      Tensor[] t = new Tensor[4];
      for (int i = 0; i < t.length; i++) {
        t[i] = RandomTensors.normal(Rng.of(i), n);
      }
      Tensor x = t[0].tracked();
      Tensor y = x.multiply(1.7).multiply(t[1]).add(x.multiply(t[2]));
      Tensor swept = Derivatives.gradients(y, t[3], false, x)[0];
      Tensor apart = Derivatives.gradients(y, t[3], true, x)[0];
      assertThat(swept.toFloatArray()).isEqualTo(apart.toFloatArray());
      float first = t[3].toFloatArray()[0] * t[1].toFloatArray()[0] * 1.7f;
      Tensor x64 = t[0].to(DType.FLOAT64).tracked();
      Tensor y64 = x64.multiply(1.7).multiply(t[1]).add(x64.multiply(t[2]));
      Tensor dy64 = t[3].to(DType.FLOAT64);
      assertThat(Derivatives.gradients(y64, dy64, false, x64)[0].toDoubleArray())
          .isEqualTo(Derivatives.gradients(y64, dy64, true, x64)[0].toDoubleArray());
      assertThat(swept.toFloatArray()[0])
          .isEqualTo(t[3].toFloatArray()[0] * t[2].toFloatArray()[0] + first);
    }
  }

  @Test
  void straightThroughPassesTheGradient() {
    Tensor x = Tensor.of(0.3f, 1.7f).tracked();
    Tensor hard = x.add(x.round().subtract(x).stopGradient());
    assertThat(hard.toFloatArray()).containsExactly(0, 2);
    assertThat(hard.multiply(3).sum().gradients().of(x).toFloatArray()).containsExactly(3, 3);
  }

  @Test
  void aDeepGraphNeedsNoDeepStack() {
    Tensor x = Tensor.of(1f).tracked();
    Tensor y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.add(0.001);
    }
    assertThat(y.sum().gradients().of(x).item()).isEqualTo(1);
  }

  @Test
  void checkpointingGivesTheSameGradients() {
    Parameter w = Parameter.of(normal(3, 3));
    Tensor x = normal(2, 3).tracked();
    Rng rng = Rng.of(1);
    UnaryOperator<Tensor> f =
        t -> t.matmul(w.tracked()).tanh().dropout(0.5, rng.copy()).matmul(w.tracked());
    Gradients plain = f.apply(x).square().sum().gradients();
    Gradients again = Checkpoint.of(f, x, w).square().sum().gradients();
    assertThat(again.of(w)).isEqualTo(plain.of(w));
    assertThat(again.of(x)).isEqualTo(plain.of(x));
  }

  @Test
  void whatIsNotReachedIsNamed() {
    Parameter used = Parameter.of(Tensor.of(1f));
    Parameter unused = Parameter.of(Tensor.of(1f, 2f));
    Gradients gradients = used.tracked().sum().gradients();
    assertThat(gradients.find(unused)).isNull();
    assertThatThrownBy(() -> gradients.of(unused))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gradients: the result does not depend on a parameter [2]. Was it used in the forward"
                + " pass, in a mode that records parameters, and not behind stopGradient()?");
  }

  @Test
  void aChangedParameterIsNoticed() {
    Parameter p = Parameter.of(Tensor.of(2f));
    Tensor y = p.tracked().square().sum();
    p.set(Tensor.of(3f));
    assertThatThrownBy(y::gradients)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "square: the backward pass needs a parameter [1] as it was in the forward pass (version"
                + " 0), but it has been updated since (version 1). Take the gradients before the"
                + " optimizer's step, or compute the forward pass again.");
  }

  @Test
  void onlyScalarsHaveGradients() {
    Tensor x = Tensor.of(1f, 2f).tracked();
    assertThatThrownBy(x::gradients)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "gradients: only a single number has a gradient, but y has shape [2]. Reduce it first,"
                + " with sum() or mean(), or use vjp.");
    assertThatThrownBy(() -> Tensor.of(1f).gradients())
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "gradients: the result must depend on something tracked, but nothing was recorded."
                + " Compute it from x.tracked(), or run the layers with Mode.training(rng).");
    assertThatThrownBy(() -> Tensors.of(new long[] {1}, 1).tracked())
        .hasMessage(
            "tracked: only floating types have gradients, but the type is int64. Convert first:"
                + " x.to(DType.FLOAT32).tracked().");
  }
}
