package octavo.analysis;

import static octavo.tensor.Window.kernel;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.Dropout;
import octavo.nn.Gelu;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.nn.MultiHeadAttention;
import octavo.nn.Parameter;
import octavo.nn.Relu;
import octavo.nn.Residual;
import octavo.nn.Sequential;
import octavo.nn.Tanh;
import octavo.op.Checkpoint;
import octavo.random.Rng;
import octavo.tensor.Tensor;
import org.junit.jupiter.api.Test;

/// Operations find their layers, however layers are written; where that cannot be known, the layer around.
class LayerPathsTest {
  private static final Rng RNG = Rng.of(7);

  /// `path name` of each operation.
  private static List<String> paths(Layer network, int... sample) {
    return NetworkGraph.of(network, Tensor.ones(sample)).nodes().stream()
        .skip(1)
        .filter(node -> !node.name().equals("reshape"))
        .map(node -> node.path() + " " + node.name())
        .toList();
  }

  private static Linear linear(int in, int out) {
    return Linear.of(in, out).create(RNG);
  }

  record PreActivation(BatchNorm2d bn1, Conv2d conv1, BatchNorm2d bn2, Conv2d conv2, Relu relu)
      implements Layer {
    static PreActivation create(int channels) {
      return new PreActivation(
          BatchNorm2d.create(channels),
          Conv2d.of(channels, channels, kernel(3).withPadding(1)).create(RNG),
          BatchNorm2d.create(channels),
          Conv2d.of(channels, channels, kernel(3).withPadding(1)).create(RNG),
          new Relu());
    }

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = conv1.forward(relu.forward(bn1.forward(x, mode), mode), mode);
      return x.add(conv2.forward(relu.forward(bn2.forward(h, mode), mode), mode));
    }
  }

  @Test
  void oneActivationServesTwice() {
    assertThat(paths(Sequential.of(PreActivation.create(2), PreActivation.create(2)), 1, 2, 4, 4))
        .containsExactly(
            "0.bn1 batchNorm",
            "0.relu relu",
            "0.conv1 conv2d",
            "0.bn2 batchNorm",
            "0.relu relu",
            "0.conv2 conv2d",
            "0 add",
            "1.bn1 batchNorm",
            "1.relu relu",
            "1.conv1 conv2d",
            "1.bn2 batchNorm",
            "1.relu relu",
            "1.conv2 conv2d",
            "1 add");
  }

  @Test
  void equalLayersInARow() {
    Relu shared = new Relu();
    assertThat(paths(Sequential.of(new Relu(), new Relu(), shared, shared), 2))
        .containsExactly("0 relu", "1 relu", "2 relu", "3 relu");
    assertThat(
            paths(
                Sequential.of(
                    Sequential.of(new Relu(), Dropout.drop(0.5), new Relu()),
                    Dropout.drop(0.5),
                    Sequential.of(Dropout.drop(0.5), Sequential.of(new Relu(), new Relu()))),
                2))
        .containsExactly("0.0 relu", "0.2 relu", "2.1.0 relu", "2.1.1 relu");
  }

  record Activations(Relu first, Relu second, Sequential third) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = third.forward(second.forward(first.forward(x, mode), mode), mode);
      for (int i = 0; i < 2; i++) {
        y = third.forward(second.forward(y, mode), mode);
      }
      return y;
    }
  }

  @Test
  void theFieldDecidesBetweenEqualLayers() {
    Relu one = new Relu();
    assertThat(paths(new Activations(one, one, Sequential.of(one, new Relu())), 2))
        .containsExactly(
            "first relu",
            "second relu",
            "third.0 relu",
            "third.1 relu",
            "second relu",
            "third.0 relu",
            "third.1 relu",
            "second relu",
            "third.0 relu",
            "third.1 relu");
  }

  record Tied(Linear encoder, Linear decoder) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = encoder.forward(encoder.forward(x, mode), mode);
      return decoder.forward(h, mode).linear(encoder.weight().in(mode).transpose(), null);
    }
  }

  @Test
  void weightsThatServeTwiceCountOnce() {
    Linear linear = linear(3, 3);
    NetworkGraph graph =
        NetworkGraph.of(
            new Tied(linear, new Linear(linear.weight(), Parameter.of(Tensor.zeros(3)))),
            Tensor.ones(1, 3));
    List<NetworkGraph.Node> found =
        graph.nodes().stream().filter(node -> node.name().equals("linear")).toList();
    assertThat(found.stream().map(NetworkGraph.Node::path))
        .containsExactly("encoder", "encoder", "decoder", "");
    assertThat(found.stream().map(NetworkGraph.Node::parameters)).containsExactly(12L, 0L, 3L, 0L);
  }

  record Loops(List<Layer> up, List<Linear> down, List<Relu> many) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (Layer layer : up) {
        y = layer.forward(y, mode);
      }
      for (int i = down.size() - 1; i >= 0; i--) {
        y = down.get(i).forward(y, mode);
      }
      for (int i = 0; i < many.size(); i++) {
        y = many.get(i).forward(y, mode);
      }
      return many.get(1).forward(many.getFirst().forward(y, mode), mode);
    }
  }

  @Test
  void listsOfLayers() {
    List<Layer> up =
        List.of(new Relu(), Dropout.drop(0.5), new Tanh(), new Relu(), linear(3, 3), new Relu());
    List<Linear> down = List.of(linear(3, 3), linear(3, 3));
    assertThat(paths(new Loops(up, down, List.of(new Relu(), new Relu())), 1, 3))
        .containsExactly(
            "up.0 relu",
            "up.2 tanh",
            "up.3 relu",
            "up.4 linear",
            "up.5 relu",
            "down.1 linear",
            "down.0 linear",
            "many.0 relu",
            "many.1 relu",
            "many.0 relu",
            "many.1 relu");
  }

  record Backwards(List<Relu> layers, List<Layer> some) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (int i = layers.size() - 1; i >= 0; i--) {
        y = layers.get(i).forward(y, mode);
      }
      for (Layer layer : some) {
        y = layer.forward(y, mode);
      }
      for (int turn = 0; turn < 2; turn++) {
        for (Layer layer : some) {
          y = layer.forward(y, mode);
          break;
        }
      }
      return layers.reversed().get(0).forward(y, mode);
    }
  }

  @Test
  void whatCannotBeKnownIsNotGuessed() {
    // the second of three may be either of two that are equal, of which one does nothing
    Layer quiet = new Quiet(true);
    Layer loud = new Quiet(false);
    assertThat(paths(new Backwards(List.of(new Relu(), new Relu()), List.of(loud, quiet)), 2))
        .containsExactly(" relu", " relu", " relu", " relu", " relu", " relu");
  }

  record Quiet(boolean quiet) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return quiet ? x : x.relu();
    }
  }

  record Functions(Linear a, Linear b, List<Linear> c, Relu relu, Layer unused) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      UnaryOperator<Tensor> f = y -> relu.forward(a.forward(y, mode), mode);
      Tensor y = f.apply(x);
      y = Stream.of(y).map(z -> b.forward(z, mode)).toList().getFirst();
      for (Linear linear : c) {
        UnaryOperator<Tensor> g = z -> linear.forward(z, mode);
        y = g.apply(y);
      }
      y = new Relu().forward(y, mode);
      return through(y, a, mode).add(inner(inner(y, mode), mode)).add(twice(y, b, relu, mode));
    }

    private Tensor inner(Tensor x, Mode mode) {
      return relu.forward(x, mode).tanh();
    }

    private static Tensor through(Tensor x, Linear layer, Mode mode) {
      return layer.forward(x, mode).sigmoid();
    }

    private Tensor twice(Tensor x, Linear layer, Relu last, Mode mode) {
      return last.forward(through(x, layer, mode), mode);
    }
  }

  @Test
  void functionsAndMethodsOfALayer() {
    Layer network =
        new Functions(
            linear(3, 3),
            linear(3, 3),
            List.of(linear(3, 3), linear(3, 3)),
            new Relu(),
            new Relu());
    assertThat(paths(network, 1, 3))
        .containsExactly(
            "a linear",
            "relu relu",
            "b linear",
            "c.0 linear",
            "c.1 linear",
            " relu",
            "a linear",
            " sigmoid",
            "relu relu",
            " tanh",
            "relu relu",
            " tanh",
            " add",
            "b linear",
            " sigmoid",
            "relu relu",
            " add");
  }

  record Checkpointed(Sequential body, Relu relu) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      return relu.forward(Checkpoint.of(y -> body.forward(y, mode), x), mode);
    }
  }

  @Test
  void throughACheckpoint() {
    assertThat(paths(new Checkpointed(Sequential.of(new Relu(), new Tanh()), new Relu()), 2))
        .containsExactly("body.0 relu", "body.1 tanh", "relu relu");
  }

  record Choice(boolean small, Relu a, Relu b, Layer c) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = (small ? a : b).forward(x, mode);
      Layer chosen = small ? a : c;
      y = chosen.forward(y, mode);
      return small ? a.forward(y) : b.forward(y);
    }
  }

  @Test
  void aChoiceIsOpenUnlessParametersTell() {
    assertThat(paths(new Choice(true, new Relu(), new Relu(), new Relu()), 2))
        .containsExactly(" relu", " relu", "a relu");
    assertThat(paths(new Choice(false, new Relu(), new Relu(), linear(2, 2)), 1, 2))
        .containsExactly(" relu", "c linear", "b relu");
  }

  @Test
  void attentionAndRecurrence() {
    assertThat(
            paths(
                Sequential.of(
                    new Residual(
                        Sequential.of(
                            LayerNorm.create(8), MultiHeadAttention.of(8, 2).create(RNG))),
                    new Gelu()),
                1,
                3,
                8))
        .containsExactly(
            "0.body.0 layerNorm",
            "0.body.1 linear",
            "0.body.1 selfAttention",
            "0.body.1.out_proj linear",
            "0 add",
            "1 gelu");
  }

  @Test
  void functionsAsLayers() {
    Linear inside = linear(2, 2);
    Relu relu = new Relu();
    Layer network =
        Sequential.of(
            (x, mode) -> x.tanh(),
            (x, mode) -> relu.forward(inside.forward(x, mode), mode).tanh(),
            new Relu());
    assertThat(paths(network, 1, 2))
        .containsExactly("0 tanh", "1.arg$2 linear", "1 relu", "1 tanh", "2 relu");
    assertThat(paths((x, mode) -> inside.forward(x, mode).relu(), 1, 2))
        .containsExactly("arg$1 linear", " relu");
  }

  record Twice(List<Layer> layers) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = x;
      for (Layer layer : layers) {
        for (int i = 0; i < 2; i++) {
          y = layer.forward(y, mode);
        }
      }
      return y;
    }
  }

  /// Two turns of the first look like one turn of each.
  @Test
  void severalTurnsForOneElement() {
    assertThat(paths(new Twice(List.of(new Quiet(false), new Quiet(true))), 2))
        .containsExactly(" relu", " relu");
    assertThat(paths(new Twice(List.of(new Relu(), new Tanh())), 2))
        .containsExactly("layers.0 relu", "layers.0 relu", "layers.1 tanh", "layers.1 tanh");
  }

  record InAThread(Relu relu, Linear linear) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      List<Tensor> made = new ArrayList<>();
      Thread thread = new Thread(() -> made.add(linear.forward(x, mode)));
      thread.start();
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return relu.forward(made.getFirst(), mode);
    }
  }

  @Test
  void anotherThread() {
    assertThat(paths(Sequential.of(new InAThread(new Relu(), linear(2, 2)), new Relu()), 1, 2))
        .containsExactly(" linear", "0.relu relu", "1 relu");
  }

  /// A part of a network that is no layer.
  private static final class Workshop {
    private Workshop() {}

    static Tensor run(Layer first, List<? extends Layer> others, Tensor x, Mode mode) {
      Tensor y = first.forward(x, mode).exp();
      for (Layer layer : others) {
        y = layer.forward(y, mode);
      }
      return y;
    }
  }

  record Outsourced(Relu a, Relu b, List<Relu> c) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor y = Workshop.run(a, c, x, mode);
      y = Workshop.run(c.getLast(), List.of(b, a), y, mode);
      return c.stream().reduce(y, (z, layer) -> layer.forward(z, mode), Tensor::add);
    }
  }

  @Test
  void throughCodeOfOthers() {
    assertThat(paths(new Outsourced(new Relu(), new Relu(), List.of(new Relu(), new Relu())), 2))
        .containsExactly(
            "a relu",
            " exp",
            "c.0 relu",
            "c.1 relu",
            "c.1 relu",
            " exp",
            "b relu",
            "a relu",
            " relu",
            " relu");
  }

  record Switched(int which, Relu a, Relu b) implements Layer {
    @Override
    public Tensor forward(Tensor x, Mode mode) {
      long kept = x.elements() + 1L;
      double factor = kept > 3 ? 0.5 * kept : -kept;
      try {
        return switch (which) {
          case 0 -> a.forward(x.multiply(factor), mode);
          case 1 -> b.forward(x.multiply(new double[] {1, factor}[1]), mode);
          default -> throw new IllegalStateException("neither");
        };
      } catch (IllegalStateException e) {
        return b.forward(x.multiply(Math.max(kept, factor)), mode);
      }
    }
  }

  @Test
  void codeOfAllKinds() {
    Relu relu = new Relu();
    assertThat(paths(new Switched(0, relu, relu), 2)).containsExactly(" affine", "a relu");
    assertThat(paths(new Switched(1, relu, relu), 2)).containsExactly(" affine", "b relu");
    assertThat(paths(new Switched(2, relu, relu), 2)).containsExactly(" affine", "b relu");
  }

  /// What networks with several ends share.
  private abstract static class Trunk implements Layer {
    final Linear trunk = linear(2, 3);
  }

  /// Ends by name, one of which is asked for by its name and all in a loop.
  private static final class Heads extends Trunk {
    final Map<String, Layer> heads = new TreeMap<>(Map.of("a", linear(3, 1), "b", linear(3, 1)));
    final Layer[] after = {new Tanh(), linear(1, 1)};

    @Override
    public Tensor forward(Tensor x, Mode mode) {
      Tensor h = trunk.forward(x, mode);
      Tensor y = Objects.requireNonNull(heads.get("b")).forward(h, mode);
      for (Layer head : heads.values()) {
        y = y.add(head.forward(h, mode));
      }
      for (Layer layer : after) {
        y = layer.forward(y, mode);
      }
      return y;
    }
  }

  @Test
  void layersOfMapsArraysAndClassesAboveHaveTheirPaths() {
    assertThat(paths(new Heads(), 1, 2))
        .containsExactly(
            "trunk linear",
            "heads.b linear",
            "heads.a linear",
            " add",
            "heads.b linear",
            " add",
            " tanh", // out of an array, without parameters: it counts for the layer around
            "after.1 linear");
  }
}
