package octavo.optim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Updates parameters by their gradients: `p = p - rate·u`, where `u` is the gradient after a chain
/// of [Transform]s and the rate comes from a [Schedule].
///
/// Chains of [ElementwiseTransform]s run over blocks of numbers, all parameters together, so one
/// step is one sweep over memory however long the chain is; the commonest chains are one loop. Each
/// element is computed by itself: the result does not depend on threads. Chains with a
/// [WholeTransform] take one parameter after the other.
///
/// A parameter counts its own steps, so that one that is frozen at first begins its corrections of
/// bias when it joins.
public final class Optimizer {
  private final List<Group> groups;
  private final List<ParameterState> states = new ArrayList<>();
  private final boolean readsNorm;
  private long steps;

  private Optimizer(List<Group> groups) {
    this.groups = List.copyOf(groups);
    boolean norm = false;
    for (Group group : groups) {
      for (Transform transform : group.chain()) {
        norm |= transform.readsNorm();
      }
      group.parameters().forEach((name, p) -> states.add(new ParameterState(name, p, group)));
    }
    this.readsNorm = norm;
  }

  /// Parameters with a chain and a schedule of their own.
  ///
  /// @param parameters by name, as [octavo.nn.Layer#parameters()] gives them
  /// @param schedule the learning rate
  /// @param chain what the gradient goes through, in order
  /// @param lazyRows whether rows (along the first axis) whose gradient is zero throughout stay as
  ///   they are, and so does what is remembered for them: for embeddings, of which a batch touches
  ///   few rows
  public record Group(
      Map<String, Parameter> parameters,
      Schedule schedule,
      List<Transform> chain,
      boolean lazyRows) {
    /// Keeps its own copies.
    ///
    /// @throws IllegalArgumentException if the chain is none, or does not fit a parameter
    public Group {
      parameters = new LinkedHashMap<>(parameters);
      chain = List.copyOf(chain);
      List<Transform> links = chain;
      boolean lazy = lazyRows;
      parameters.forEach((name, p) -> Chains.check(links, lazy, name, p.tensor().shape()));
    }

    /// A group that updates all rows.
    public Group(Map<String, Parameter> parameters, Schedule schedule, List<Transform> chain) {
      this(parameters, schedule, chain, false);
    }
  }

  /// An optimizer of these groups.
  ///
  /// @throws IllegalArgumentException if there is no parameter, one stands in two groups, or two have one name
  public static Optimizer of(Group... groups) {
    Map<Parameter, String> seen = new LinkedHashMap<>();
    Set<String> names = new HashSet<>();
    for (Group group : groups) {
      group
          .parameters()
          .forEach((name, p) -> {
            if (seen.put(p, name) != null) {
              throw new IllegalArgumentException(
                  "Optimizer: a parameter must be in one group, but '" + name + "' is in two.");
            }
            if (!names.add(name)) {
              throw new IllegalArgumentException(
                  "Optimizer: each parameter must have a name of its own, but two are '"
                      + name
                      + "'. The saved state goes by names: put the network's in front, 'encoder.' and 'decoder.'.");
            }
          });
    }
    if (seen.isEmpty()) {
      throw new IllegalArgumentException(
          "Optimizer: there must be a parameter, but there is none.");
    }
    return new Optimizer(List.of(groups));
  }

  /// The groups, in order.
  public List<Group> groups() {
    return groups;
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
    step(gradients::find, Map.of());
  }

  /// Updates every parameter that has a gradient in the map.
  ///
  /// @throws IllegalArgumentException if a gradient has another shape than its parameter
  public void step(Map<Parameter, Tensor> gradients) {
    step(gradients::get, Map.of());
  }

  /// Updates every parameter that has a gradient; of the parameters in `rows` only these rows (along
  /// the first axis), and what is remembered for them. That is what PyTorch does with sparse
  /// gradients: `SGD`, `Adagrad` and `SparseAdam`.
  ///
  /// @param rows int64 numbers of rows, of any shape, in any order, also more than once: what the
  ///   embedding was asked for
  /// @throws IllegalArgumentException if there is no such row, or the parameter's chain has a
  ///   [WholeTransform]
  public void step(Gradients gradients, Map<Parameter, Tensor> rows) {
    step(gradients::find, rows);
  }

  private void step(Function<Parameter, @Nullable Tensor> gradients, Map<Parameter, Tensor> rows) {
    List<ParameterState> moved = new ArrayList<>(states.size());
    List<Tensor> slopes = new ArrayList<>(states.size());
    List<RowSet> touched = new ArrayList<>(states.size());
    for (ParameterState state : states) {
      Tensor gradient = gradients.apply(state.parameter);
      if (gradient != null) {
        Tensor slope = state.checked(gradient);
        moved.add(state);
        slopes.add(slope);
        touched.add(state.rows(slope, rows.get(state.parameter)));
      }
    }
    double norm = readsNorm ? GradientNorm.of(slopes) : Double.NaN;
    Sweep sweep = new Sweep();
    for (int i = 0; i < moved.size(); i++) {
      moved.get(i).begin(slopes.get(i), touched.get(i), steps, norm, sweep);
    }
    steps++;
    sweep.run();
    moved.forEach(ParameterState::touch);
  }

  /// Tells the transforms that use the curvature of the loss, such as [Sophia], an estimate of the
  /// diagonal of its Hessian; [HessianDiagonal] makes such estimates.
  ///
  /// @param diagonal by parameter, of the parameter's shape
  /// @throws IllegalArgumentException if no transform uses it, or a shape is another
  public void observeCurvature(Map<Parameter, Tensor> diagonal) {
    boolean used = false;
    for (ParameterState state : states) {
      Tensor estimate = diagonal.get(state.parameter);
      if (estimate != null) {
        used |= state.observe(state.checked(estimate));
      }
    }
    if (!used) {
      throw new IllegalArgumentException(
          "observeCurvature: a parameter's chain must use the curvature, but none of "
              + diagonal.size()
              + " parameters has such a chain. Is the optimizer Optimizers.sophia?");
    }
  }

  /// Runs `body` while the parameters are where the method says that the network is to be used:
  /// [ScheduleFree] trains at one point and evaluates at another, [AveragedSgd] evaluates at the
  /// average. They are back at the training's point, to the same bits, afterwards. For all other
  /// optimizers it just runs `body`.
  public <T> T atEvaluationPoint(Supplier<T> body) {
    Map<ParameterState, Tensor> before = new LinkedHashMap<>();
    for (ParameterState state : states) {
      Tensor point = state.evaluationPoint();
      if (point != null) {
        before.put(state, state.parameter.tensor().copy());
        state.parameter.set(point);
      }
    }
    try {
      return body.get();
    } finally {
      before.forEach((state, numbers) -> state.parameter.set(numbers));
    }
  }

  /// What must be saved to go on exactly: `steps`, and for every parameter `name.step` and
  /// `name.slot` for each of its slots. The tensors are copies: later steps do not change them.
  public Map<String, Tensor> state() {
    Map<String, Tensor> all = new LinkedHashMap<>();
    all.put("steps", Tensors.of(new long[] {steps}, 1));
    for (ParameterState state : states) {
      state.save(all);
    }
    return all;
  }

  /// Goes on from a saved state.
  ///
  /// @throws IllegalArgumentException if a tensor is missing or of another shape; nothing is
  ///   changed then
  public void load(Map<String, Tensor> state) {
    Tensor count = ParameterState.require(state, "steps", Shape.of(1));
    for (ParameterState one : states) {
      one.requireIn(state);
    }
    steps = count.toLongArray()[0];
    for (ParameterState one : states) {
      one.load(state);
    }
  }
}
