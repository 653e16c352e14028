package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import octavo.nn.Linear;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Groups by name, accumulated gradients, estimates of the Hessian.
class GroupsTest {
  private static final Trial.Net NET = Trial.Net.create();

  @Test
  void filtersMeanNamesAndShapes() {
    Map<String, Parameter> all = NET.parameters();
    assertThat(ParameterFilter.matrices().of(all))
        .containsOnlyKeys("hidden.weight", "output.weight");
    assertThat(ParameterFilter.biasesAndNorms().of(all))
        .containsOnlyKeys("hidden.bias", "output.bias");
    ParameterFilter output = ParameterFilter.named("^output");
    assertThat(output.and(ParameterFilter.matrices()).of(all)).containsOnlyKeys("output.weight");
    assertThat(output.or(ParameterFilter.named("bias")).not().of(all))
        .containsOnlyKeys("hidden.weight");
    assertThat(ParameterFilter.all().of(all)).isEqualTo(all);
  }

  @Test
  void decayMayLeaveBiasesAlone() {
    Linear layer = Linear.of(3, 2).create(Rng.of(1));
    Tensor weight = layer.weight().tensor().copy();
    Parameter shift = Objects.requireNonNull(layer.bias());
    Tensor bias = shift.tensor().copy();
    Optimizer optimizer =
        ParameterGroups.decayingMatrices(
            layer.parameters(), Optimizers.adamW(0.1).withWeightDecay(0.5));
    optimizer.step(Map.of(layer.weight(), weight.zerosLike(), shift, bias.zerosLike()));
    assertThat(shift.tensor()).isEqualTo(bias);
    assertThat(layer.weight().tensor().allClose(weight.multiply(0.95), 1e-6, 0)).isTrue();
  }

  /// A network need not have any.
  @Test
  void decayOfANetworkWithoutBiases() {
    Linear layer = Linear.of(3, 2).withoutBias().create(Rng.of(1));
    Optimizer optimizer =
        ParameterGroups.decayingMatrices(layer.parameters(), Optimizers.adamW(0.1));
    assertThat(optimizer.groups()).hasSize(1);
  }

  @Test
  void groupsShareParametersOut() {
    ParameterGroups groups =
        ParameterGroups.of(NET.parameters())
            .with(ParameterFilter.named("hidden.weight"), Optimizers.muon(0.1));
    assertThat(groups.left()).hasSize(3);
    Optimizer optimizer = groups.rest(Optimizers.adamW(0.01));
    assertThat(optimizer.groups()).hasSize(2);
    assertThat(optimizer.state()).containsKey("hidden.weight.momentum_buffer");
    assertThat(optimizer.state()).containsKey("output.weight.exp_avg");
    Optimizer all =
        ParameterGroups.of(NET.parameters())
            .with(ParameterFilter.all(), Optimizers.sgd(1))
            .create();
    assertThat(all.groups()).hasSize(1);
  }

  @Test
  void accumulatedGradientsAreThoseOfOneBatch() {
    Parameter p = Parameter.of(RandomTensors.normal(DType.FLOAT64, Rng.of(1), 0, 1, 3));
    Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(2), 0, 1, 6, 3);
    GradientAccumulation sum = GradientAccumulation.of(List.of(p));
    int[] sizes = {1, 3, 2};
    for (int round = 0; round < 2; round++) {
      for (int i = 0, at = 0; i < 3; at += sizes[i++]) {
        Tensor part = x.narrow(0, at, sizes[i]);
        sum.add(part.matmul(p.tracked()).square().mean().gradients(), sizes[i]);
      }
      Tensor expected = x.matmul(p.tracked()).square().mean().gradients().of(p);
      assertThat(Objects.requireNonNull(sum.mean().get(p)).allClose(expected, 1e-12, 1e-14))
          .isTrue();
    }
    sum.add(p.tracked().sum().gradients());
    sum.add(p.tracked().sum().multiply(3).gradients());
    assertThat(Objects.requireNonNull(sum.mean().get(p)).toDoubleArray()).containsOnly(2);
  }

  /// `f = Σ aᵢⱼxᵢxⱼ/2 + Σ y⁴`: of the mean of many estimates, and exactly where the Hessian is
  /// diagonal.
  @Test
  void hutchinsonsMeanIsTheDiagonal() {
    Parameter x = Parameter.of(Tensors.of(new double[] {1, -2}, 2));
    Parameter y = Parameter.of(Tensors.of(new double[] {0.5, 2}, 2));
    Parameter unused = Parameter.of(Tensors.of(new double[] {1}, 1));
    Tensor a = Tensors.of(new double[] {3, 1, 1, -2}, 2, 2);
    double[] sum = new double[2];
    int count = 400;
    for (int i = 0; i < count; i++) {
      Tensor quadratic = x.tracked().dot(a.matmul(x.tracked())).divide(2);
      Tensor f = quadratic.add(y.tracked().power(4).sum());
      Map<Parameter, Tensor> found =
          HessianDiagonal.hutchinson(f, List.of(x, y, unused), Rng.of(i));
      assertThat(found).doesNotContainKey(unused);
      assertThat(Objects.requireNonNull(found.get(y)).toDoubleArray())
          .containsExactly(new double[] {3, 48}, Offset.offset(1e-12));
      double[] one = Objects.requireNonNull(found.get(x)).toDoubleArray();
      sum[0] += one[0] / count;
      sum[1] += one[1] / count;
    }
    // each estimate is the diagonal ± 1: four standard errors
    assertThat(sum[0]).isCloseTo(3, Offset.offset(4 / Math.sqrt(count)));
    assertThat(sum[1]).isCloseTo(-2, Offset.offset(4 / Math.sqrt(count)));
  }

  /// Two calls in a row are two estimates.
  @Test
  void hutchinsonDrawsOtherSignsEachTime() {
    Parameter x = Parameter.of(Tensors.full(Shape.of(64), 1));
    Tensor a = RandomTensors.normal(DType.FLOAT32, Rng.of(5), 0, 1, 64, 64);
    Rng rng = Rng.of(6);
    Tensor[] found = new Tensor[2];
    for (int i = 0; i < 2; i++) {
      Tensor f = x.tracked().dot(a.matmul(x.tracked()));
      found[i] = HessianDiagonal.hutchinson(f, List.of(x), rng).get(x);
    }
    assertThat(found[0]).isNotEqualTo(found[1]);
  }

  /// For logits `x·w` the Gauss-Newton diagonal is the mean of
  /// `x²·p(1-p)`.
  @Test
  void gaussNewtonBartlettsMeanIsTheDiagonal() {
    Parameter w = Parameter.of(Tensors.of(new double[] {0.3, -0.5, 0.1, 0.9, 0, -1}, 2, 3));
    Tensor x = RandomTensors.normal(DType.FLOAT64, Rng.of(4), 0, 1, 8, 2);
    Tensor p = x.matmul(w.tensor()).softmax(1);
    Tensor expected = x.square().transpose().matmul(p.multiply(p.affine(-1, 1))).divide(8);
    int count = 2000;
    Tensor sum = expected.zerosLike();
    Tensor squares = expected.zerosLike();
    for (int i = 0; i < count; i++) {
      Tensor one =
          Objects.requireNonNull(
              HessianDiagonal.gaussNewtonBartlett(x.matmul(w.tracked()), List.of(w), Rng.of(i))
                  .get(w));
      assertThat(one.min().item()).isGreaterThanOrEqualTo(0);
      sum = sum.add(one.divide(count));
      squares = squares.add(one.square().divide(count));
    }
    Tensor error = squares.subtract(sum.square()).divide(count).sqrt();
    assertThat(sum.subtract(expected).abs().divide(error).max().item()).isLessThan(4);
  }
}
