package octavo.optim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import octavo.autograd.Gradients;
import octavo.nn.Parameter;
import octavo.storage.DType;
import octavo.tensor.Shape;
import octavo.tensor.StepMemory;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;
import org.jspecify.annotations.Nullable;

/// Limited-memory BFGS (Liu and Nocedal, 1989): the curvature is read off the last changes of the
/// gradient, so that steps are nearly Newton's. It is for losses that are the same each time, such
/// as a small data set as one batch or the fitting of a function; noise of batches spoils it.
///
/// One step runs up to `iterations` iterations. Each goes along `-H·g`, where `H` comes from the
/// last `history` pairs `s = Δθ`, `y = Δg` by the two-loop recursion, scaled by `s·y / y·y`; pairs
/// with `s·y ≤ 10⁻¹⁰` are left out. How far is looked for by the strong Wolfe conditions, or is the
/// rate. It ends when the largest gradient, the change of the parameters or that of the loss is
/// small.
public final class Lbfgs implements ClosureOptimizer {
  private static final double LEAST_CURVATURE = 1e-10;

  private final Options options;
  private final List<Parameter> parameters;
  private final DType dtype;
  private final Deque<Pair> pairs = new ArrayDeque<>();
  private @Nullable Last last;
  private long steps;

  private Lbfgs(Options options, Collection<Parameter> parameters) {
    this.options = options;
    this.parameters = List.copyOf(parameters);
    DType first = this.parameters.getFirst().dtype();
    this.dtype = parameters.stream().allMatch(p -> p.dtype() == first) ? first : DType.FLOAT64;
  }

  /// How it goes.
  ///
  /// @param schedule the first length that is tried along a direction, 1 as a rule
  /// @param iterations the most iterations of a step
  /// @param evaluations no iteration begins, and no search goes on, after so many gradients of a step
  /// @param gradientTolerance a largest gradient that is small
  /// @param changeTolerance a change of parameters or loss that is small
  /// @param history how many pairs are kept
  /// @param search whether to look for the length of the step; else it is that of the schedule
  public record Options(
      Schedule schedule,
      int iterations,
      int evaluations,
      double gradientTolerance,
      double changeTolerance,
      int history,
      boolean search) {
    /// Checks the numbers.
    ///
    /// @throws IllegalArgumentException if one is out of its range
    public Options {
      if (iterations < 1 || evaluations < 1 || history < 1) {
        throw new IllegalArgumentException(
            "Lbfgs: iterations, evaluations and history must be at least 1, but are %d, %d and %d."
                .formatted(iterations, evaluations, history));
      }
      if (!(gradientTolerance >= 0) || !(changeTolerance >= 0)) {
        throw new IllegalArgumentException(
            "Lbfgs: the tolerances must not be negative, but are %s and %s."
                .formatted(gradientTolerance, changeTolerance));
      }
    }

    /// Another schedule of the rate.
    public Options withSchedule(Schedule other) {
      return new Options(
          other, iterations, evaluations, gradientTolerance, changeTolerance, history, search);
    }

    /// At most so many iterations of a step, and five gradients for four of them.
    public Options withIterations(int most) {
      return new Options(
          schedule,
          most,
          Math.max(1, most * 5 / 4),
          gradientTolerance,
          changeTolerance,
          history,
          search);
    }

    /// No iteration begins after so many gradients of a step.
    public Options withEvaluations(int most) {
      return new Options(
          schedule, iterations, most, gradientTolerance, changeTolerance, history, search);
    }

    /// What counts as small.
    public Options withTolerances(double gradient, double change) {
      return new Options(schedule, iterations, evaluations, gradient, change, history, search);
    }

    /// Another number of pairs.
    public Options withHistory(int count) {
      return new Options(
          schedule, iterations, evaluations, gradientTolerance, changeTolerance, count, search);
    }

    /// Steps of the schedule's length.
    public Options withoutSearch() {
      return new Options(
          schedule, iterations, evaluations, gradientTolerance, changeTolerance, history, false);
    }

    /// An optimizer of these parameters.
    ///
    /// @throws IllegalArgumentException if there is none
    public Lbfgs create(Map<String, Parameter> parameters) {
      return new Lbfgs(this, NamedTensors.require("Lbfgs", parameters).values());
    }
  }

  /// Steps of up to 20 iterations and 25 gradients, tolerances of 10⁻⁷ for the gradient and 10⁻⁹
  /// for changes, 100 pairs, lengths by the strong Wolfe conditions.
  public static Options options(double rate) {
    return new Options(Schedule.constant(rate), 20, 25, 1e-7, 1e-9, 100, true);
  }

  /// A change of the parameters and that of the gradient.
  ///
  /// @param s the parameters'
  /// @param y the gradient's
  /// @param rho `1/(s·y)`
  private record Pair(Tensor s, Tensor y, double rho) {
    static Pair of(Tensor s, Tensor y) {
      return new Pair(StepMemory.stays(s), StepMemory.stays(y), 1 / dot(s, y));
    }
  }

  /// The last iteration: where it went, how far, and the gradient it began with.
  private record Last(Tensor direction, double length, Tensor gradient) {}

  private static double dot(Tensor a, Tensor b) {
    return a.multiply(b).sum().item();
  }

  private static double largest(Tensor x) {
    return x.abs().max().item();
  }

  /// The loss and its gradient as one vector.
  private record Asked(Gradients gradients, double loss, Tensor vector) {}

  private Asked ask(Supplier<Gradients> closure) {
    Gradients gradients = closure.get();
    List<Tensor> parts = new ArrayList<>();
    for (Parameter p : parameters) {
      Tensor g = gradients.find(p);
      parts.add(
          g == null
              ? Tensors.full(dtype, Shape.of(p.tensor().elements()), 0)
              : g.stopGradient().to(dtype).flatten());
    }
    return new Asked(gradients, gradients.y().item(), Tensors.concat(0, parts));
  }

  private Tensor position() {
    return Tensors.concat(0, parameters.stream().map(p -> p.tensor().to(dtype).flatten()).toList());
  }

  private void moveTo(Tensor position) {
    int at = 0;
    for (Parameter p : parameters) {
      int n = p.tensor().elements();
      p.set(position.narrow(0, at, n).reshape(p.tensor().shape()));
      at += n;
    }
  }

  /// One step of up to `iterations` iterations. A loss that is not finite at its beginning leaves
  /// everything as it is.
  @Override
  public Gradients step(Supplier<Gradients> closure) {
    Asked first = ask(closure);
    if (Double.isFinite(first.loss) && largest(first.vector) > options.gradientTolerance) {
      iterate(first, closure);
    }
    steps++;
    return first.gradients;
  }

  private void iterate(Asked first, Supplier<Gradients> closure) {
    double rate = options.schedule.at(steps);
    Asked now = first;
    int asked = 1;
    for (int i = 1; ; i++) {
      Tensor g = now.vector;
      boolean begins = last == null;
      Tensor d = direction(g);
      double t = begins ? Math.min(1, 1 / g.abs().sum().item()) * rate : rate;
      double slope = dot(g, d);
      if (slope > -options.changeTolerance) {
        last = new Last(StepMemory.stays(d), t, StepMemory.stays(g));
        return;
      }
      Tensor x = position();
      double before = now.loss;
      if (options.search) {
        Along along = new Along(x, d, closure);
        WolfeSearch search =
            new WolfeSearch(
                along,
                new WolfeSearch.Point(0, now.loss, g, slope),
                options.changeTolerance / largest(d),
                options.evaluations - asked);
        WolfeSearch.Point found = search.search(t);
        t = found.t();
        moveTo(x.add(d.multiply(t)));
        now = new Asked(first.gradients, found.loss(), found.gradient());
        asked += search.evaluations();
      } else {
        moveTo(x.add(d.multiply(t)));
        if (i < options.iterations) {
          now = ask(closure);
          asked++;
        }
      }
      last = new Last(StepMemory.stays(d), t, StepMemory.stays(g));
      if (i >= options.iterations
          || asked >= options.evaluations
          || largest(now.vector) <= options.gradientTolerance
          || Math.abs(t) * largest(d) <= options.changeTolerance
          || Math.abs(now.loss - before) < options.changeTolerance
          || !Double.isFinite(now.loss)) {
        return;
      }
    }
  }

  /// The loss along a direction from a position.
  private final class Along implements WolfeSearch.Along {
    private final Tensor x;
    private final Tensor d;
    private final Supplier<Gradients> closure;

    Along(Tensor x, Tensor d, Supplier<Gradients> closure) {
      this.x = x;
      this.d = d;
      this.closure = closure;
    }

    @Override
    public WolfeSearch.Point at(double t) {
      moveTo(x.add(d.multiply(t)));
      Asked asked = ask(closure);
      return new WolfeSearch.Point(t, asked.loss, asked.vector, dot(asked.vector, d));
    }
  }

  /// `-H·g`, after the last iteration has been taken note of.
  private Tensor direction(Tensor g) {
    Last before = last;
    if (before == null) {
      return g.negate();
    }
    Tensor change = before.direction.multiply(before.length);
    Tensor y = g.subtract(before.gradient);
    if (dot(y, change) > LEAST_CURVATURE) {
      if (pairs.size() == options.history) {
        pairs.removeFirst();
      }
      pairs.addLast(Pair.of(change, y));
    }
    Deque<Double> shares = new ArrayDeque<>();
    Tensor q = g.negate();
    for (Iterator<Pair> it = pairs.descendingIterator(); it.hasNext(); ) {
      Pair pair = it.next();
      double share = dot(pair.s, q) * pair.rho;
      shares.push(share);
      q = q.add(pair.y.multiply(-share));
    }
    Pair newest = pairs.peekLast();
    Tensor r = newest == null ? q : q.multiply(1 / newest.rho / dot(newest.y, newest.y));
    for (Pair pair : pairs) {
      double back = dot(pair.y, r) * pair.rho;
      r = r.add(pair.s.multiply(shares.pop() - back));
    }
    return r;
  }

  @Override
  public <T> T atEvaluationPoint(Supplier<T> body) {
    return body.get();
  }

  @Override
  public long steps() {
    return steps;
  }

  @Override
  public double learningRate() {
    return options.schedule.at(steps);
  }

  @Override
  public Map<String, Tensor> state() {
    Map<String, Tensor> state = new LinkedHashMap<>();
    state.put("steps", Tensors.of(new long[] {steps, pairs.size(), last == null ? 0 : 1}, 3));
    int i = 0;
    for (Pair pair : pairs) {
      state.put("history." + i + ".s", pair.s);
      state.put("history." + i++ + ".y", pair.y);
    }
    if (last != null) {
      state.put("direction", last.direction);
      state.put("length", Tensors.of(new double[] {last.length}, 1));
      state.put("gradient", last.gradient);
    }
    return state;
  }

  @Override
  public void load(Map<String, Tensor> state) {
    SavedState saved = new SavedState("Lbfgs.load", state);
    int n = parameters.stream().mapToInt(p -> p.tensor().elements()).sum();
    long[] counts = saved.vector("steps", 3).toLongArray();
    List<Pair> found = new ArrayList<>();
    for (int i = 0; i < counts[1]; i++) {
      found.add(
          Pair.of(
              saved.vector("history." + i + ".s", n).to(dtype),
              saved.vector("history." + i + ".y", n).to(dtype)));
    }
    Last before =
        counts[2] == 0
            ? null
            : new Last(
                saved.vector("direction", n).to(dtype),
                saved.vector("length", 1).item(),
                saved.vector("gradient", n).to(dtype));
    steps = counts[0];
    pairs.clear();
    pairs.addAll(found);
    last = before;
  }
}
