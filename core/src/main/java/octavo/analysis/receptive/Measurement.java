package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.random.Rng;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Gradients of chosen numbers of a node with respect to the input.
final class Measurement {
  private Measurement() {}

  /// Where the gradient is not 0 along each of `axes`, with surrogates; null if none gets to the input.
  static @Nullable Support support(
      Computation computation, int node, Layout layout, IndexSet[] places, List<Integer> axes) {
    Computation.Cell first = computation.cells().getFirst();
    if (!first.dtype().isFloating()) {
      return null;
    }
    Shape shape = first.shape();
    Tensor input = RandomTensors.uniform(Rng.of(node), 0.5, 1.5, shape.toArray()).to(first.dtype());
    Tensor dy = mask(computation.cells().get(node).shape(), layout.sizes(), places);
    Tensor dx = new SupportReplay(computation).support(input, node, dy);
    if (dx == null) {
      return null;
    }
    List<List<Integer>> all = nonzero(dx);
    List<Support.Axis> found = new ArrayList<>();
    for (int axis : axes) {
      found.add(new Support.Axis(axis, shape.size(axis), all.get(axis)));
    }
    return new Support(found);
  }

  /// Along each axis the places where some number is not 0.
  private static List<List<Integer>> nonzero(Tensor x) {
    double[] numbers = x.toDoubleArray();
    int[] sizes = x.shape().toArray();
    IndexSet[] found = new IndexSet[sizes.length];
    Arrays.setAll(found, axis -> new IndexSet());
    for (int f = 0; f < numbers.length; f++) {
      if (numbers[f] != 0) {
        int rest = f;
        for (int axis = sizes.length - 1; axis >= 0; axis--) {
          found[axis].add(rest % sizes[axis], rest % sizes[axis]);
          rest /= sizes[axis];
        }
      }
    }
    return Arrays.stream(found).map(set -> Arrays.stream(set.toArray()).boxed().toList()).toList();
  }

  /// Ones at every place that all sets name, else zeros.
  private static Tensor mask(Shape shape, List<Integer> sizes, IndexSet[] places) {
    float[] mask = new float[shape.elements()];
    for (int f = 0; f < mask.length; f++) {
      int rest = f;
      boolean chosen = true;
      for (int part = sizes.size() - 1; part >= 0; part--) {
        chosen &= places[part].contains(rest % sizes.get(part));
        rest /= sizes.get(part);
      }
      mask[f] = chosen ? 1 : 0;
    }
    return Tensors.of(mask, shape.toArray());
  }

  /// The places along each axis of the input where the gradient of a graph as it is is not 0.
  static List<List<Integer>> asIs(Computation computation, int node, Tensor input, int... place) {
    Shape shape = computation.cells().get(node).shape();
    boolean fits = place.length == shape.rank();
    for (int axis = 0; fits && axis < place.length; axis++) {
      fits = place[axis] >= -1 && place[axis] < shape.size(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "measure: a place must name an index for each axis of the node, or -1 for all, but is %s for %s."
              .formatted(Arrays.toString(place), shape));
    }
    if (!input.shape().equals(computation.cells().getFirst().shape())) {
      throw new IllegalArgumentException(
          "measure: the input must have the traced shape %s, but is %s."
              .formatted(computation.cells().getFirst().shape(), input.shape()));
    }
    IndexSet[] places = new IndexSet[place.length];
    for (int axis = 0; axis < place.length; axis++) {
      places[axis] =
          place[axis] < 0 ? IndexSet.range(0, shape.size(axis) - 1) : IndexSet.of(place[axis]);
    }
    Tensor dy = mask(shape, Layout.of(shape).sizes(), places);
    return nonzero(required("measure", computation, node, input, dy));
  }

  private static Tensor required(
      String operation, Computation computation, int node, Tensor input, Tensor dy) {
    Tensor dx =
        input.dtype().isFloating() ? new Replay(computation).gradient(input, node, dy) : null;
    if (dx == null) {
      throw new IllegalArgumentException(
          "%s: a gradient must get from %s to the input, but none does; the input is %s. Ask topDown or bottomUp, which need none."
              .formatted(operation, computation.cells().get(node).label(), input.dtype()));
    }
    return dx;
  }

  /// The mean size of the gradient over examples and all axes but `axes`, which come in order.
  static Tensor magnitudes(
      Computation computation,
      int node,
      Layout layout,
      IndexSet[] places,
      Tensor inputs,
      List<Integer> axes) {
    int batch = computation.cells().getFirst().shape().size(0);
    Tensor dy = mask(computation.cells().get(node).shape(), layout.sizes(), places);
    Tensor sum = null;
    for (int first = 0; first < inputs.size(0); first += batch) {
      Tensor input = inputs.narrow(0, first, batch);
      Tensor size = required("effective", computation, node, input, dy).abs();
      sum = sum == null ? size : sum.add(size);
    }
    if (sum == null) {
      throw new IllegalStateException("there are no inputs");
    }
    List<Integer> others = new ArrayList<>();
    for (int axis = 0; axis < sum.rank(); axis++) {
      if (!axes.contains(axis)) {
        others.add(axis);
      }
    }
    Tensor map = sum.multiply((double) batch / inputs.size(0));
    return others.isEmpty() ? map : map.mean(others.stream().mapToInt(a -> a).toArray());
  }
}
