package octavo.inference;

import static octavo.inference.Programs.normal;
import static octavo.inference.Programs.program;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.UnaryOperator;
import octavo.kernel.AnyThreads;
import octavo.nn.Layer;
import octavo.nn.model.MobileNetV2;
import octavo.random.Rng;
import octavo.tensor.ConvOptions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import octavo.tensor.Window;
import org.junit.jupiter.api.Test;

/// Which steps are done image by image, and that nothing else changes.
class PerImageTest {
  private static final Tensor X = normal(1, 4, 16, 64, 64); // much, for layers of few weights
  private static final Tensor W = normal(2, 16, 16, 3, 3);
  private static final ConvOptions SAME = ConvOptions.DEFAULT.withPadding(1);

  private static List<Step> steps(UnaryOperator<Tensor> function, Tensor x) {
    return PerImage.rewrite(Optimizer.optimize(program(function, x))).steps();
  }

  private static void check(UnaryOperator<Tensor> function, int together) {
    List<Step> steps = steps(function, X);
    assertThat(steps).hasSize(1 + together);
    assertThat(steps.getFirst()).isInstanceOf(Step.EachImage.class);
    Plan plan =
        new Plan(
            InferenceModel.arranged(Optimizer.optimize(program(function, X))), new Constants());
    Tensor expected = function.apply(X);
    double largest = expected.abs().max().item(); // of which each convolution may cost 5·10⁻⁶
    assertThat(plan.run(X).subtract(expected).abs().max().item())
        .isLessThanOrEqualTo(1e-5 * largest);
  }

  @Test
  void layersOfManyNumbersAreDoneImageByImage() {
    check(x -> x.conv2d(W, null, SAME).relu().conv2d(W, null, SAME).add(x), 0);
    check(x -> x.conv2d(W, null, SAME).maxPool2d(Window.kernel(1)).reshape(4, -1).abs(), 0);
    check(x -> Tensors.concat(1, x.conv2d(W, null, SAME), x).multiply(2).clamp(0, 100), 0);
    check(x -> x.add(normal(3, 16, 1, 1)).avgPool2d(Window.kernel(1)).sum(1), 0);
  }

  @Test
  void layersOfFewNumbersTakeAllImages() {
    check(x -> x.maxPool2d(Window.kernel(2)).conv2d(W, null, SAME).reshape(4, -1).abs(), 3);
  }

  @Test
  void layersOfManyWeightsTakeAllImages() {
    Tensor wide = normal(4, 10, 16 * 32 * 32);
    check(x -> x.maxPool2d(Window.kernel(2)).flatten(1).linear(wide, null).relu(), 2);
  }

  @Test
  void imagesThatDependOnOneAnotherStayTogether() {
    check(x -> x.conv2d(W, null, SAME).add(normal(5, 4, 1, 1, 1)), 1);
    check(x -> x.conv2d(W, null, SAME).sum(0), 1);
    assertThat(steps(x -> x.sum(0).exp(), X)).noneMatch(Step.EachImage.class::isInstance);
    assertThat(steps(x -> x.transpose().exp(), X)).noneMatch(Step.EachImage.class::isInstance);
  }

  @Test
  void smallOrSingleImagesStayTogether() {
    assertThat(steps(x -> x.exp().sin(), normal(6, 4, 10)))
        .noneMatch(Step.EachImage.class::isInstance);
    assertThat(steps(x -> x.conv2d(W, null, SAME), normal(7, 1, 16, 200, 200)))
        .noneMatch(Step.EachImage.class::isInstance);
  }

  @Test
  void theNumberOfThreadsAndOfImagesLeftChangesNothing() {
    Layer network = MobileNetV2.of(10).create(Rng.of(11));
    InferenceModel model = InferenceModel.of(network);
    Tensor x = normal(8, 5, 3, 96, 96);
    assertThat(model.steps(x)).anyMatch(line -> line.startsWith("for each image: conv2d"));
    Tensor found = AnyThreads.same(() -> model.forward(x));
    Tensor expected = network.forward(x);
    double largest = expected.abs().max().item();
    assertThat(found.subtract(expected).abs().max().item()).isLessThan(6e-5 * largest);
  }
}
