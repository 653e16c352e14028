package octavo.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import octavo.analysis.NetworkGraph.Node;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Residual;
import octavo.nn.Sequential;
import octavo.op.Affine;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Random networks whose innermost layers leave their number in what they compute: the path of an operation is
/// that of the layer with its number, or of one around it, and never of another.
class RandomPathsTest {
  private static final int NETWORKS = 600;

  /// A layer with a number of its own that does so many operations.
  sealed interface Numbered extends Layer {
    double number();

    int times();

    @Override
    default Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (int i = 0; i < times(); i++) {
        y = y.affine(1, number());
      }
      return y;
    }
  }

  record One(double number) implements Numbered {
    @Override
    public int times() {
      return 1;
    }
  }

  record Some(double number, int times) implements Numbered {}

  record Other(double number, int times) implements Numbered {}

  record Each(List<Layer> layers) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (Layer layer : layers) {
        y = layer.forward(y, mode);
      }
      return y;
    }
  }

  record Counted(List<Layer> layers, boolean backward) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      if (backward) {
        for (int i = layers.size() - 1; i >= 0; i--) {
          y = layers.get(i).forward(y, mode);
        }
        return y;
      }
      for (int i = 0; i < layers.size(); i++) {
        y = layers.get(i).forward(y, mode);
      }
      return y;
    }
  }

  record Skipping(List<Layer> layers, int skipped, int last) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      int at = 0;
      for (Layer layer : layers) {
        if (at++ == skipped) {
          continue;
        }
        y = layer.forward(y, mode);
        if (at > last) {
          break;
        }
      }
      return y;
    }
  }

  record Repeating(Layer a, List<Layer> layers, int times) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (int i = 0; i < times; i++) {
        y = a.forward(y, mode);
        for (Layer layer : layers) {
          y = layer.forward(y, mode);
        }
      }
      return y;
    }
  }

  record Fields(Layer a, Layer b, boolean swapped) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return swapped
          ? a.forward(b.forward(x, mode), mode)
          : b.forward(a.forward(x.add(b.forward(x, mode)), mode), mode);
    }
  }

  record Indirect(Layer a, Layer b, List<Layer> layers) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      UnaryOperator<Tensor> function = y -> run(b, a.forward(y, mode), mode);
      Tensor y = function.apply(x);
      y = layers.stream().reduce(y, (z, layer) -> layer.forward(z, mode), Tensor::add);
      return run(layers.getFirst(), y, mode);
    }

    private static Tensor run(Layer layer, Tensor x, Mode mode) {
      return layer.forward(x, mode);
    }
  }

  /// Makes random networks.
  private static final class Maker {
    private final Rng rng;
    private int made;

    Maker(Rng rng) {
      this.rng = rng;
    }

    private int below(int bound) {
      return (int) (rng.nextDouble() * bound);
    }

    private Layer leaf() {
      made++;
      return switch (below(3)) {
        case 0 -> new One(made);
        case 1 -> new Some(made, below(3));
        default -> new Other(made, below(3));
      };
    }

    Layer layer(int depth) {
      if (depth == 0) {
        return leaf();
      }
      return switch (below(9)) {
        case 0, 1 -> new Sequential(layers(depth));
        case 2 -> new Residual(layer(depth - 1));
        case 3 -> new Each(layers(depth));
        case 4 -> new Counted(layers(depth), below(2) == 0);
        case 5 -> new Skipping(layers(depth), below(3), below(4));
        case 6 -> new Repeating(layer(depth - 1), layers(depth), 1 + below(2));
        case 7 -> new Fields(layer(depth - 1), layer(depth - 1), below(2) == 0);
        default -> new Indirect(layer(depth - 1), layer(depth - 1), layers(depth));
      };
    }

    private List<Layer> layers(int depth) {
      List<Layer> layers = new ArrayList<>();
      for (int i = below(3); i >= 0; i--) {
        layers.add(layer(below(depth)));
      }
      return layers;
    }
  }

  private static boolean has(Layer layer, double number) {
    if (layer instanceof Numbered numbered) {
      return numbered.number() == number;
    }
    return layer.members().values().stream()
        .anyMatch(member ->
            member instanceof List<?> list
                ? list.stream().anyMatch(part -> has((Layer) part, number))
                : has((Layer) member, number));
  }

  @Test
  void noPathIsThatOfAnotherLayer() {
    int all = 0;
    int exact = 0;
    for (int seed = 0; seed < NETWORKS; seed++) {
      Layer network = new Maker(Rng.of(seed)).layer(3);
      for (Node node : NetworkGraph.of(Sequential.of(network), Tensor.ones(1)).nodes()) {
        if (node.operation().orElse(null) instanceof Affine affine) {
          assertThat(has(node.layer(), affine.shift())).as("seed %d: %s", seed, node).isTrue();
          all++;
          exact += node.layer() instanceof Numbered ? 1 : 0;
        }
      }
    }
    assertThat(exact).isGreaterThan(all / 2);
  }
}
