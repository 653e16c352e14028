package octavo.optim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import octavo.nn.Parameter;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/// Methods for matrices, against what is known of their directions.
class MatrixOptimizersTest {
  private static Tensor normal(int seed, int... shape) {
    return RandomTensors.normal(DType.FLOAT64, Rng.of(seed), 0, 1, shape);
  }

  private static Tensor moved(Optimizers.Builder builder, Tensor... gradients) {
    Parameter p = Parameter.of(gradients[0].zerosLike());
    Optimizer optimizer = builder.create(Map.of("p", p));
    for (Tensor g : gradients) {
      optimizer.step(Map.of(p, g));
    }
    return p.tensor().copy();
  }

  private static double apart(Tensor a, Tensor b) {
    return a.subtract(b).abs().max().item();
  }

  /// With the coefficients of the iteration that converges, `(15, -10, 3)/8`, the direction is `UVᵀ`.
  @Test
  void muonsDirectionIsOrthogonal() {
    Muon exact = Muon.defaults().withMomentum(0).withPolynomial(1.875, -1.25, 0.375, 40);
    for (int[] shape : new int[][] {{4, 9}, {9, 4}, {5, 5}}) {
      Tensor u = exact.orthogonal(normal(1, shape));
      Tensor gram = shape[0] <= shape[1] ? u.matmul(u.transpose()) : u.transpose().matmul(u);
      assertThat(apart(gram, Tensors.eye(gram.size(0)).to(DType.FLOAT64))).isLessThan(1e-9);
    }
    // the published ones come near it in five steps: singular values in about [0.7, 1.2]
    Tensor u = Muon.defaults().orthogonal(normal(2, 6, 11));
    double[] squares = SymmetricEigen.of(u.matmul(u.transpose())).values();
    assertThat(Math.sqrt(squares[0])).isGreaterThan(0.6);
    assertThat(Math.sqrt(squares[5])).isLessThan(1.3);
  }

  @Test
  void muonTakesKernelsAsMatrices() {
    Tensor kernel = normal(3, 6, 2, 3, 3);
    Tensor found = moved(Optimizers.muon(0.1).withWeightDecay(0), kernel);
    Tensor flat = moved(Optimizers.muon(0.1).withWeightDecay(0), kernel.reshape(6, 18));
    assertThat(found.reshape(6, 18)).isEqualTo(flat);
  }

  /// In the first step `L = GGᵀ` and `R = GᵀG`, and the direction is `UVᵀ`.
  @Test
  void shampoosFirstDirectionIsOrthogonal() {
    Shampoo options = Shampoo.defaults().withEpsilon(1e-12);
    Tensor u = moved(Optimizers.shampoo(1, options), normal(4, 5, 5));
    assertThat(apart(u.matmul(u.transpose()), Tensors.eye(5).to(DType.FLOAT64))).isLessThan(1e-5);
  }

  @Test
  void shampooOfAVectorIsFullMatrixAdagrad() {
    double e = 1e-4;
    Tensor[] g = {normal(5, 3), normal(6, 3)};
    Tensor found = moved(Optimizers.shampoo(1), g);
    Tensor sum = Tensors.eye(3).to(DType.FLOAT64).multiply(e);
    Tensor expected = g[0].zerosLike();
    for (Tensor one : g) {
      sum = sum.add(one.outer(one));
      double[] root = SymmetricEigen.of(sum).power(-0.5, 0);
      expected = expected.subtract(Tensors.of(root, 3, 3).matmul(one));
    }
    assertThat(apart(found, expected)).isLessThan(1e-9);
  }

  @Test
  void shampooWithoutSidesIsAdagrad() {
    Tensor[] g = {normal(5, 3, 4), normal(6, 3, 4)};
    double e = 1e-4;
    Tensor found = moved(Optimizers.shampoo(1, Shampoo.defaults().withLargest(2)), g);
    Tensor sum = g[0].square();
    Tensor expected = g[0].divide(sum.add(e).sqrt());
    sum = sum.add(g[1].square());
    expected = expected.add(g[1].divide(sum.add(e).sqrt()));
    assertThat(apart(found, expected.multiply(-1))).isLessThan(1e-12);
    assertThat(moved(Optimizers.shampoo(1, Shampoo.defaults().withLargest(3)), g).shape())
        .isEqualTo(found.shape());
  }

  /// Soap is Adam in another basis: of gradients that are turned it makes steps that are turned.
  @Test
  void soapTurnsWithItsGradients() {
    Tensor[] g = new Tensor[6];
    Tensor[] turned = new Tensor[6];
    Tensor left =
        Muon.defaults().withPolynomial(1.875, -1.25, 0.375, 60).orthogonal(normal(7, 4, 4));
    for (int i = 0; i < g.length; i++) {
      g[i] = normal(10 + i, 4, 3);
      turned[i] = left.matmul(g[i]);
    }
    Optimizers.Builder soap = Optimizers.soap(0.1, Soap.defaults().withEvery(2));
    assertThat(apart(moved(soap, turned), left.matmul(moved(soap, g)))).isLessThan(1e-8);
    Tensor adam = moved(Optimizers.adam(0.1), g);
    assertThat(apart(moved(Optimizers.adam(0.1), turned), left.matmul(adam))).isGreaterThan(0.01);
  }

  /// Without sides it is Adam, but for the first step, which finds a basis.
  @Test
  void soapOfAVectorIsAdam() {
    Tensor[] g = {normal(1, 5), normal(2, 5), normal(3, 5)};
    Tensor found = moved(Optimizers.soap(0.1), g);
    Adam adam = Adam.defaults().withBetas(0.95, 0.95);
    assertThat(apart(found, moved(Optimizers.adam(0.1, adam), g[1], g[2]))).isLessThan(1e-12);
  }

  @Test
  void adafactorKeepsRowsAndColumns() {
    Parameter p = Parameter.of(normal(1, 6, 4));
    Parameter v = Parameter.of(normal(1, 6));
    Optimizer optimizer = Optimizers.adafactor(0.1).create(Map.of("p", p, "v", v));
    Map<String, Tensor> state = optimizer.state();
    assertThat(state.get("p.row_var").shape().toArray()).containsExactly(6, 1);
    assertThat(state.get("p.col_var").shape().toArray()).containsExactly(1, 4);
    assertThat(state.get("v.variance").shape().toArray()).containsExactly(6);
    // of one outer product the factors are the whole truth: each number is a sign
    Tensor g = normal(2, 6).outer(normal(3, 4));
    Tensor before = p.tensor().copy();
    optimizer.step(Map.of(p, g));
    double size = Math.sqrt(before.square().mean().item()) * 0.1;
    Tensor expected = before.subtract(g.sign().multiply(size));
    assertThat(apart(p.tensor(), expected)).isLessThan(1e-9);
  }

  @Test
  void lambsStepIsAsLongAsItsWeights() {
    Tensor start = normal(1, 7, 3);
    Parameter p = Parameter.of(start);
    Optimizers.lamb(0.1).create(Map.of("p", p)).step(Map.of(p, normal(2, 7, 3)));
    double moved = p.tensor().subtract(start).norm().item();
    assertThat(moved).isCloseTo(0.1 * start.norm().item(), Offset.offset(1e-12));
  }
}
