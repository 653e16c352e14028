package octavo.tensor;

import static octavo.tensor.Index.all;
import static octavo.tensor.Index.from;
import static octavo.tensor.Index.index;
import static octavo.tensor.Index.newAxis;
import static octavo.tensor.Index.range;
import static octavo.tensor.Index.rest;
import static octavo.tensor.Index.until;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IndexingTest {
  // x[i, j, k] = 100 i + 10 j + k
  private static final Tensor X = cube();

  private static Tensor cube() {
    float[] numbers = new float[2 * 3 * 4];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = 100 * (i / 12) + 10 * (i / 4 % 3) + i % 4;
    }
    return Tensors.of(numbers, 2, 3, 4);
  }

  private static void gives(Tensor found, Shape shape, float... numbers) {
    assertThat(found.shape()).isEqualTo(shape);
    assertThat(found.toFloatArray()).containsExactly(numbers);
  }

  @Test
  void oneElementDropsItsAxis() {
    gives(X.at(index(1), index(2)), Shape.of(4), 120, 121, 122, 123);
    gives(X.at(index(-1), index(-3), index(-4)), Shape.SCALAR, 100);
    gives(X.at(all(), index(0), index(1)), Shape.of(2), 1, 101);
  }

  @Test
  void rangesAreCutOffAtTheEnds() {
    gives(X.at(index(0), index(0), range(1, 3)), Shape.of(2), 1, 2);
    gives(X.at(index(0), index(0), range(-2, 99)), Shape.of(2), 2, 3);
    gives(X.at(index(0), index(0), until(-2)), Shape.of(2), 0, 1);
    gives(X.at(index(0), index(0), from(1).by(2)), Shape.of(2), 1, 3);
    gives(X.at(index(0), index(0), all()), Shape.of(4), 0, 1, 2, 3);
    gives(X.at(index(0), index(0), range(3, 1)), Shape.of(0));
    gives(X.at(range(5, 9)), Shape.of(0, 3, 4));
  }

  @Test
  void newAxesAndTheRest() {
    assertThat(X.at(newAxis(), rest(), index(0)).shape()).isEqualTo(Shape.of(1, 2, 3));
    assertThat(X.at(rest(), newAxis()).shape()).isEqualTo(Shape.of(2, 3, 4, 1));
    gives(X.at(rest(), index(2), index(0)), Shape.of(2), 20, 120);
    assertThat(X.at()).isSameAs(X);
  }

  @Test
  void partsAreViews() {
    Tensor part = X.at(all(), index(1));
    assertThat(part.view().storage()).isSameAs(X.view().storage());
    assertThat(part.flip(1).narrow(1, 1, 2).toFloatArray()).containsExactly(12, 11, 112, 111);
  }

  @Test
  void gatherAndScatterAreOpposite() {
    Tensor places = Tensors.of(new long[] {2, 0, 1, 1}, 2, 2);
    Tensor x = Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    gives(x.gather(1, places), Shape.of(2, 2), 3, 1, 5, 5);
    gives(
        Tensors.of(new float[] {7, 8, 9, 10}, 2, 2).scatterAdd(1, places, 3),
        Shape.of(2, 3),
        8,
        0,
        7,
        0,
        19,
        0);
    Tensor rows = Tensors.of(new long[] {1, 1, 0}, 3);
    gives(x.indexSelect(0, rows), Shape.of(3, 3), 4, 5, 6, 4, 5, 6, 1, 2, 3);
    gives(x.indexSelect(0, rows).indexAdd(0, rows, 2), Shape.of(2, 3), 1, 2, 3, 8, 10, 12);
  }

  @Test
  void sortingIsStableAndPutsNaNLast() {
    Tensor x = Tensor.of(2, Float.NaN, 1, 2, -0f, 0);
    IndexingMethods.Sorted up = x.sort(0);
    assertThat(up.indices().toLongArray()).containsExactly(4, 5, 2, 0, 3, 1);
    assertThat(x.topK(2, 0).indices().toLongArray()).containsExactly(1, 0);
    assertThat(x.narrow(0, 2, 4).sortDescending(0).indices().toLongArray())
        .containsExactly(1, 0, 2, 3);
  }
}
