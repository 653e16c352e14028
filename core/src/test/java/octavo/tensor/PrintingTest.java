package octavo.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import octavo.storage.DType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PrintingTest {
  private static Arguments prints(String text, Tensor tensor) {
    return Arguments.of(text, tensor);
  }

  static Stream<Arguments> tensors() {
    float infinity = Float.POSITIVE_INFINITY;
    return Stream.of(
        prints("1.5 float32[]", Tensor.scalar(1.5)),
        prints("[ 1.00, -2.00,  3.25] float32[3]", Tensor.of(1, -2, 3.25f)),
        prints("[1., 2., 3.] float32[3]", Tensor.of(1, 2, 3)),
        prints("[0.3333, 0.6667] float32[2]", Tensor.of(1 / 3f, 2 / 3f)),
        prints("[-0.] float32[1]", Tensor.of(-0f)),
        prints("[      1., 1000000.] float32[2]", Tensor.of(1, 1e6f)),
        prints("[1.0000e-06, 1.0000e+00, 1.0000e+07] float32[3]", Tensor.of(1e-6f, 1, 1e7f)),
        prints("[1.0000e-01, 1.2346e+05] float32[2]", Tensor.of(0.1f, 123456)),
        prints("[ nan,  inf, -inf,   1.] float32[4]", Tensor.of(Float.NaN, infinity, -infinity, 1)),
        prints("[ true, false] bool[2]", Tensors.of(new boolean[] {true, false}, 2)),
        prints("[ -5, 100,   7] int64[3]", Tensors.of(new long[] {-5, 100, 7}, 3)),
        prints("[1.5, 2.0] bfloat16[2]", Tensor.of(1.5f, 2).to(DType.BFLOAT16)),
        prints("[2., 4.] float32[2]", Tensor.of(1, 2).tracked().multiply(2)),
        prints("[] float32[0, 3]", Tensor.zeros(0, 3)),
        prints("[] float32[2, 0]", Tensor.zeros(2, 0)),
        prints(
            """
            [[1., 2., 3.],
             [4., 5., 6.]] float32[2, 3]\
            """,
            Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3)),
        prints(
            """
            [[1., 4.],
             [2., 5.],
             [3., 6.]] float32[3, 2]\
            """,
            Tensors.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3).transpose()),
        prints(
            """
            [[[0, 1],
              [2, 3]],

             [[4, 5],
              [6, 7]]] int64[2, 2, 2]\
            """,
            Tensors.arange(8).reshape(2, 2, 2)),
        prints("[   0,    1,    2, ..., 1997, 1998, 1999] int64[2000]", Tensors.arange(2000)),
        prints(
            """
            [[   0,    1,    2, ...,   97,   98,   99],
             [ 100,  101,  102, ...,  197,  198,  199],
             [ 200,  201,  202, ...,  297,  298,  299],
             ...,
             [9700, 9701, 9702, ..., 9797, 9798, 9799],
             [9800, 9801, 9802, ..., 9897, 9898, 9899],
             [9900, 9901, 9902, ..., 9997, 9998, 9999]] int64[100, 100]\
            """,
            Tensors.arange(10_000).reshape(100, 100)));
  }

  @ParameterizedTest
  @MethodSource("tensors")
  void printsLikeNumPy(String text, Tensor tensor) {
    assertThat(tensor).hasToString(text);
  }
}
