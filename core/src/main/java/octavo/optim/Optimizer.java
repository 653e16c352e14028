package octavo.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.autograd.Gradients;
import octavo.kernel.Kernels;
import octavo.kernel.Parallel;
import octavo.nn.Parameter;
import octavo.storage.DType;
import octavo.storage.Storage;
import octavo.storage.View;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Updates parameters by their gradients: `p = p - rate·u`, where `u` is the gradient after a chain
/// of [Transform]s and the rate comes from a [Schedule].
///
/// The chain runs over blocks of 4096 elements, so one step is one sweep over memory however long
/// the chain is. Each element is computed by itself: the result does not depend on threads.
public final class Optimizer {
  private static final int BLOCK = 4096;

  private final List<Group> groups;
  private final List<Slot> slots = new ArrayList<>();
  private final boolean readsNorm;
  private long steps;

  private Optimizer(List<Group> groups) {
    this.groups = List.copyOf(groups);
    boolean norm = false;
    for (Group group : groups) {
      for (Transform transform : group.chain()) {
        norm |= transform.readsNorm();
      }
      group.parameters().forEach((name, p) -> slots.add(new Slot(name, p, group)));
    }
    this.readsNorm = norm;
  }

  /// Parameters with a chain and a schedule of their own.
  ///
  /// @param parameters by name, as [octavo.nn.Layer#parameters()] gives them
  /// @param schedule the learning rate
  /// @param chain what the gradient goes through, in order
  public record Group(Map<String, Parameter> parameters, Schedule schedule, List<Transform> chain) {
    /// Keeps its own copies.
    public Group {
      parameters = new LinkedHashMap<>(parameters);
      chain = List.copyOf(chain);
    }
  }

  /// An optimizer of these groups.
  ///
  /// @throws IllegalArgumentException if there is no parameter, or one stands in two groups
  public static Optimizer of(Group... groups) {
    Map<Parameter, String> seen = new LinkedHashMap<>();
    for (Group group : groups) {
      group
          .parameters()
          .forEach((name, p) -> {
            if (seen.put(p, name) != null) {
              throw new IllegalArgumentException(
                  "Optimizer: a parameter must be in one group, but '" + name + "' is in two.");
            }
          });
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException(
          "Optimizer: there must be a parameter, but there is none.");
    }
    return new Optimizer(List.of(groups));
  }

  /// How many steps have been taken.
  public long steps() {
    return steps;
  }

  /// The learning rate of the next step, of the first group.
  public double learningRate() {
    return groups.getFirst().schedule().at(steps);
  }

  /// Updates every parameter that has a gradient.
  public void step(Gradients gradients) {
    List<Work> work = new ArrayList<>(slots.size());
    for (Slot slot : slots) {
      Tensor gradient = gradients.find(slot.parameter);
      if (gradient != null) {
        work.add(new Work(slot, gradient.contiguous().view()));
      }
    }
    double norm = readsNorm ? norm(work) : Double.NaN;
    steps++;
    for (Work w : work) {
      w.slot.update(w.gradient, steps, norm);
    }
  }

  private static double norm(List<Work> work) {
    double sum = 0;
    for (Work w : work) {
      View g = w.gradient;
      sum += Kernels.UPDATE.sumOfSquares(g.storage(), g.offset(), g.count());
    }
    return Math.sqrt(sum);
  }

  /// What must be saved to go on exactly: `name.slot` for every array, and `steps`.
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("steps", Tensors.of(new long[] {steps}, 1));
    for (Slot slot : slots) {
      slot.named((name, storage) -> state.put(name, Tensor.over(slot.shape(), storage)));
    }
    return state;
  }

  /// Goes on from a saved state.
  ///
  /// @throws IllegalArgumentException if an array is missing or of another shape; nothing is
  ///   changed then
  public void load(Map<String, Tensor> state) {
    require(state, "steps", Shape.of(1));
    for (Slot slot : slots) {
      slot.named((name, storage) -> require(state, name, slot.shape()));
    }
    steps = require(state, "steps", Shape.of(1)).toLongArray()[0];
    for (Slot slot : slots) {
      slot.named((name, storage) -> {
        View from = require(state, name, slot.shape()).to(storage.dtype()).contiguous().view();
        storage.copyFrom(from.storage(), from.offset(), 0, storage.length());
      });
    }
  }

  private static Tensor require(Map<String, Tensor> state, String name, Shape shape) {
    Tensor found = state.get(name);
    if (found == null || !found.shape().equals(shape)) {
      throw new IllegalArgumentException(
          "Optimizer.load: '%s' must be %s, but is %s. Is the state from another optimizer or model?"
              .formatted(name, shape, found == null ? "missing" : found.shape()));
    }
    return found;
  }

  /// A parameter and its gradient in one step.
  private record Work(Slot slot, View gradient) {}

  /// What is done with one array of a slot.
  private interface Named {
    void accept(String name, Storage storage);
  }

  /// One parameter and what the transforms remember for it.
  private static final class Slot {
    private final String name;
    private final Parameter parameter;
    private final Group group;
    private final Storage[][] arrays;

    Slot(String name, Parameter parameter, Group group) {
      this.name = name;
      this.parameter = parameter;
      this.group = group;
      this.arrays = new Storage[group.chain().size()][];
      for (int t = 0; t < arrays.length; t++) {
        arrays[t] = new Storage[group.chain().get(t).slots().length];
        for (int i = 0; i < arrays[t].length; i++) {
          arrays[t][i] = Storage.allocate(parameter.dtype(), parameter.tensor().elements());
        }
      }
    }

    Shape shape() {
      return parameter.tensor().shape();
    }

    void named(Named body) {
      for (int t = 0; t < arrays.length; t++) {
        String[] names = group.chain().get(t).slots();
        for (int i = 0; i < names.length; i++) {
          body.accept(name + "." + names[i], arrays[t][i]);
        }
      }
    }

    void update(View gradient, long step, double norm) {
      View p = parameter.tensor().view();
      double rate = group.schedule().at(step - 1);
      DType dtype = p.dtype();
      Parallel.ranges(
          p.count(),
          8 * BLOCK,
          (from, to) -> {
            Storage u = Storage.allocate(dtype, Math.min(BLOCK, to - from));
            for (int at = from; at < to; at += BLOCK) {
              int n = Math.min(BLOCK, to - at);
              u.copyFrom(gradient.storage(), gradient.offset() + at, 0, n);
              for (int t = 0; t < arrays.length; t++) {
                group
                    .chain()
                    .get(t)
                    .apply(new Transform.Block(u, p.storage(), arrays[t], at, n, step, norm));
              }
              Kernels.UPDATE.step(p.storage(), -rate, u, at, n);
            }
          });
      p.storage().touch();
    }
  }
}
