package octavo.analysis.receptive;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import octavo.analysis.receptive.AxisLink.All;
import octavo.analysis.receptive.AxisLink.Ordered;
import octavo.analysis.receptive.AxisLink.Same;
import octavo.analysis.receptive.AxisLink.Steps;
import octavo.analysis.receptive.AxisLink.Table;
import octavo.analysis.receptive.OperationMap.Links;
import octavo.kernel.recurrent.CellKind;
import octavo.op.RecurrentSequence;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import org.jspecify.annotations.Nullable;

/// What products of matrices, attention and recurrent layers read.
final class ProductRules {
  private ProductRules() {}

  /// `x [rows, in]`, `w [out, in]`, `b [out]`.
  static Links linear(Application a) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(List.of(new Same(0), new All(a.input(0).size(1))));
    inputs.add(List.of(new Same(1), new All(a.input(1).size(1))));
    if (a.inputs().size() > 2) {
      inputs.add(List.of(new Same(1)));
    }
    return new Links(inputs);
  }

  /// Matrices in the last two axes, axes before them broadcast, and what is added.
  static Links matmul(Application a, boolean transposeLeft, boolean transposeRight) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    int rank = a.output().rank();
    inputs.add(matrix(a.input(0), a.output(), transposeLeft ? -1 : -2, rank - 2));
    inputs.add(matrix(a.input(1), a.output(), transposeRight ? -2 : -1, rank - 1));
    for (int i = 2; i < a.inputs().size(); i++) {
      inputs.add(OperationRules.broadcast(a.input(i), a.output()));
    }
    return new Links(inputs);
  }

  /// A matrix whose axis `kept` (-1 or -2) becomes axis `into`, and whose other one is summed over.
  private static List<AxisLink> matrix(Shape x, Shape y, int kept, int into) {
    List<AxisLink> links = OperationRules.broadcast(x, y);
    int summed = -3 - kept;
    links.set(x.rank() + kept, new Same(into));
    links.set(x.rank() + summed, new All(x.size(summed)));
    return links;
  }

  /// Each number of a factor or a solution may depend on the whole matrix; columns of a right side do not on
  /// one another.
  static Links factors(Application a) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    for (int i = 0; i < a.inputs().size(); i++) {
      Shape x = a.input(i);
      List<AxisLink> links = OperationRules.broadcast(x, a.output());
      links.set(x.rank() - 2, new All(x.size(-2)));
      if (i == 0) {
        links.set(x.rank() - 1, new All(x.size(-1)));
      }
      inputs.add(links);
    }
    return new Links(inputs);
  }

  /// `q [batch, heads, steps, features]`, `k` and `v [batch, keyHeads, keys, …]`, perhaps a mask.
  static Links attention(Application a, int ahead) {
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    Shape q = a.input(0);
    AxisLink keys = keys(a, 3, 2, a.input(1).size(2), ahead);
    int shared = q.size(1) / a.input(1).size(1);
    AxisLink head = shared == 1 ? new Same(1) : groups(1, shared);
    inputs.add(List.of(new Same(0), new Same(1), new Same(2), new All(q.size(3))));
    inputs.add(List.of(new Same(0), head, keys, new All(a.input(1).size(3))));
    inputs.add(List.of(new Same(0), head, keys, new Same(3)));
    if (a.inputs().size() > 3) {
      inputs.add(mask(a.input(3), a.output()));
    }
    return new Links(inputs);
  }

  /// `shared` neighbors of the result to one place.
  private static AxisLink groups(int axis, int shared) {
    List<Integer> zeros = Collections.nCopies(shared, 0);
    return new Steps(axis, 1, zeros, zeros);
  }

  /// What broadcasts to `[batch, heads, steps, keys]`.
  private static List<AxisLink> mask(Shape mask, Shape y) {
    List<AxisLink> links = OperationRules.broadcast(mask, y);
    links.set(mask.rank() - 1, new All(mask.size(-1)));
    return links;
  }

  /// `x [batch, steps, (heads + 2·keyHeads)·features]`: a step also reads its own query.
  static Links selfAttention(Application a, int ahead) {
    Shape x = a.input(0);
    AxisLink keys = keys(a, 1, 1, x.size(1), ahead);
    List<IndexSet> own = new ArrayList<>();
    for (int o = 0; o < x.size(1); o++) {
      IndexSet places = IndexSet.of(o);
      keys.runs(o, places::add);
      own.add(places.within(x.size(1)));
    }
    boolean ownIsAmong = keys instanceof All || (keys instanceof Ordered && ahead >= 0);
    AxisLink link = ownIsAmong ? keys : new Table(1, own);
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>();
    inputs.add(List.of(new Same(0), link, new All(x.size(2))));
    if (a.inputs().size() > 1) {
      Shape mask = a.input(1);
      List<AxisLink> links = OperationRules.all(mask);
      if (mask.rank() > 1 && mask.size(-2) == x.size(1)) {
        links.set(mask.rank() - 2, new Same(1));
      }
      inputs.add(links);
    }
    return new Links(inputs);
  }

  /// The keys that a step sees: by its place, and by a mask that is known, in any head of any example.
  private static AxisLink keys(Application a, int input, int axis, int keys, int ahead) {
    Tensor mask = a.inputs().size() > input ? a.constants().get(input) : null;
    int steps = a.output().size(axis);
    if (mask == null || mask.rank() < 2) {
      return ahead >= keys - 1 ? new All(keys) : new Ordered(axis, keys, ahead, false);
    }
    Tensor seen = mask.dtype() == DType.BOOL ? mask : mask.greater(Double.NEGATIVE_INFINITY);
    Shape whole = Shape.of(seen.size(-2), seen.size(-1));
    boolean[] all =
        seen.expandTo(seen.shape()).reshape(-1, whole.size(0), whole.size(1)).toBooleanArray();
    List<IndexSet> places = new ArrayList<>();
    for (int o = 0; o < steps; o++) {
      IndexSet set = new IndexSet();
      for (int key = 0; key < keys && key <= (long) o + ahead; key++) {
        int at = (whole.size(0) == 1 ? 0 : o) * whole.size(1) + (whole.size(1) == 1 ? 0 : key);
        for (int head = 0; head < all.length; head += whole.elements()) {
          if (all[head + at]) {
            set.add(key, key);
          }
        }
      }
      places.add(set);
    }
    return new Table(axis, places);
  }

  /// `x [steps, batch, features]` to `[steps, batch, hidden]`; an LSTM's cells behind the last step are one
  /// more, and depend on all.
  static Links recurrent(Application a, RecurrentSequence r) {
    int steps = a.input(0).size(0);
    AxisLink time = new Ordered(0, steps, 0, r.reverse());
    if (r.reverse() && r.kind() == CellKind.LSTM) {
      List<IndexSet> places = new ArrayList<>();
      for (int o = 0; o < steps; o++) {
        places.add(IndexSet.range(o, steps - 1));
      }
      places.add(IndexSet.range(0, steps - 1));
      time = new Table(0, places);
    }
    Links links =
        OperationRules.withRest(a, List.of(time, new Same(1), new All(a.input(0).size(2))));
    List<@Nullable List<AxisLink>> inputs = new ArrayList<>(links.inputs());
    int states = r.kind() == CellKind.LSTM ? 2 : 1;
    for (int i = 3; i < 3 + states; i++) {
      inputs.set(i, List.of(new Same(1), new All(a.input(i).size(1))));
    }
    return new Links(inputs);
  }
}
