package octavo.kernel.conv;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import octavo.storage.DType;
import octavo.storage.View;
import org.jspecify.annotations.Nullable;

/// Chooses how a convolution is computed: of the methods that do not refuse, the one that estimates
/// the least work; or, where that is allowed, the one that was the fastest when it was timed. The
/// estimate depends on the shape alone, so that the same program always computes the same bits.
public final class ConvPlanner implements ConvKernels {
  /// Candidates estimated at more than so many times the best are not timed.
  private static final double WORTH_TIMING = 4;

  private static final int TIMINGS = 3;

  /// Geometries whose timings are remembered.
  private static final int MEMORY = 4096;

  private final ScalarConv naive = new ScalarConv();
  private final List<ConvMethod> methods;
  private final ConcurrentHashMap<Question, ConvMethod> timed = new ConcurrentHashMap<>();

  /// What was timed.
  private record Question(ConvPass pass, ConvGeometry geometry) {}

  /// One line of an explanation.
  ///
  /// @param label the method
  /// @param refusal why it does not compute this, or null
  /// @param work the estimated work in multiplications of a full register tile, 0 where it refuses
  /// @param taken whether the planner takes it
  public record Verdict(String label, @Nullable String refusal, double work, boolean taken) {}

  /// A planner.
  ///
  /// @param simd whether the methods that need the Vector API are candidates
  public ConvPlanner(boolean simd) {
    methods =
        simd
            ? List.of(
                new PointwiseConv(),
                new DepthwiseConv(),
                new WinogradConv(6),
                new WinogradConv(4),
                new PairedConv(),
                new DirectChannelsConv(),
                new DirectConv(),
                new ImplicitGemmConv(),
                new Im2colConv(),
                new FftConv(),
                naive)
            : List.of(naive);
  }

  /// The names of all methods, in the order in which they are asked.
  public List<String> labels() {
    return methods.stream().map(ConvMethod::label).toList();
  }

  List<ConvMethod> methods() {
    return methods;
  }

  /// What each method says to a convolution of float32, in order.
  public List<Verdict> explain(ConvPass pass, ConvGeometry g) {
    String taken = estimate(pass, g).label();
    List<Verdict> verdicts = new ArrayList<>();
    for (ConvMethod method : methods) {
      String reason = method.reasonToRefuse(pass, g);
      double work = reason == null ? work(method, pass, g) : 0;
      verdicts.add(new Verdict(method.label(), reason, work, method.label().equals(taken)));
    }
    return verdicts;
  }

  /// The work of the method that is taken where nothing is pinned or timed.
  double least(ConvPass pass, ConvGeometry g) {
    return work(estimate(pass, g), pass, g);
  }

  private static double work(ConvMethod method, ConvPass pass, ConvGeometry g) {
    return BoundedConv.of(method, g).work(pass, g);
  }

  private ConvMethod estimate(ConvPass pass, ConvGeometry g) {
    ConvMethod best = naive;
    double least = Double.POSITIVE_INFINITY;
    for (ConvMethod method : methods) {
      if (method.reasonToRefuse(pass, g) == null) {
        double work = work(method, pass, g);
        if (work < least) {
          least = work;
          best = method;
        }
      }
    }
    return best;
  }

  private ConvMethod pinned(ConvPass pass, ConvGeometry g, String label, DType dtype) {
    for (ConvMethod method : methods) {
      if (method.label().equals(label)) {
        String reason =
            dtype == DType.FLOAT32 || method.equals(naive)
                ? method.reasonToRefuse(pass, g)
                : "it computes float32 only";
        if (reason != null) {
          throw new IllegalArgumentException(
              "convolution: the algorithm must compute this "
                  + pass.words()
                  + ", but "
                  + label
                  + " says: "
                  + reason
                  + ". Use the algorithm auto, or see what each says with octavo bench conv2d --why.");
        }
        return method;
      }
    }
    throw new IllegalArgumentException(
        "convolution: there must be an algorithm " + label + ", but there are " + labels() + ".");
  }

  /// The method for this convolution; `run` computes it with a method that is to be timed.
  private ConvMethod method(
      ConvPass pass, ConvGeometry g, ConvChoice choice, DType dtype, Timed run) {
    if (choice.pinned() != null) {
      return pinned(pass, g, choice.pinned(), dtype);
    }
    if (dtype != DType.FLOAT32 || methods.size() == 1) {
      return naive; // the fast methods are of float32 only
    }
    if (!choice.measured()) {
      return estimate(pass, g);
    }
    Question question = new Question(pass, g);
    ConvMethod known = timed.get(question);
    if (known == null) {
      known = fastest(pass, g, run);
      if (timed.size() < MEMORY) {
        timed.put(question, known);
      }
    }
    return known;
  }

  /// A call of one method.
  private interface Timed {
    void with(ConvMethod method);
  }

  private ConvMethod fastest(ConvPass pass, ConvGeometry g, Timed run) {
    ConvMethod estimated = estimate(pass, g);
    double limit = WORTH_TIMING * work(estimated, pass, g);
    ConvMethod best = estimated;
    long least = Long.MAX_VALUE;
    for (ConvMethod method : methods) {
      if (method.reasonToRefuse(pass, g) == null && work(method, pass, g) <= limit) {
        for (int i = 0; i < TIMINGS; i++) {
          long start = System.nanoTime();
          run.with(method);
          long time = System.nanoTime() - start;
          if (time < least) {
            least = time;
            best = method;
          }
        }
      }
    }
    return best;
  }

  @Override
  public void forward(ConvGeometry g, View x, View w, @Nullable View bias, View y) {
    forward(g, ConvChoice.AUTO, x, w, bias, y);
  }

  /// As [ConvKernels#forward], with a choice of the method.
  ///
  /// @throws IllegalArgumentException if a pinned method refuses
  public void forward(
      ConvGeometry g, ConvChoice choice, View x, View w, @Nullable View bias, View y) {
    if (choice.channelsLast()) {
      ChannelsLast.forward(this, g, choice, x, w, bias, y);
      return;
    }
    Parts parts = Parts.of(g);
    for (int first = 0; first < g.batch(); first += parts.images()) {
      ConvGeometry p = parts.geometry(g, first);
      View from = Parts.from(x, first, g.image());
      View to = Parts.from(y, first, g.results());
      Timed run = method -> BoundedConv.of(method, g).forward(p, from, w, bias, to);
      run.with(isEmpty(x, y) ? naive : method(ConvPass.FORWARD, p, choice, y.dtype(), run));
    }
  }

  private static boolean isEmpty(View a, View b) {
    return a.count() == 0 || b.count() == 0;
  }

  @Override
  public void inputGradient(ConvGeometry g, View dy, View w, View dx) {
    inputGradient(g, ConvChoice.AUTO, dy, w, dx);
  }

  /// As [ConvKernels#inputGradient], with a choice of the method.
  ///
  /// @throws IllegalArgumentException if a pinned method refuses
  public void inputGradient(ConvGeometry g, ConvChoice choice, View dy, View w, View dx) {
    if (choice.channelsLast()) {
      ChannelsLast.inputGradient(this, g, choice, dy, w, dx);
      return;
    }
    Parts parts = Parts.of(g);
    for (int first = 0; first < g.batch(); first += parts.images()) {
      ConvGeometry p = parts.geometry(g, first);
      View from = Parts.from(dy, first, g.results());
      View to = Parts.from(dx, first, g.image());
      Timed run = method -> BoundedConv.of(method, g).inputGradient(p, from, w, to);
      run.with(isEmpty(dy, dx) ? naive : method(ConvPass.INPUT, p, choice, dx.dtype(), run));
    }
  }

  @Override
  public void weightGradient(ConvGeometry g, View x, View dy, View dw) {
    weightGradient(g, ConvChoice.AUTO, x, dy, dw);
  }

  /// As [ConvKernels#weightGradient], with a choice of the method.
  ///
  /// @throws IllegalArgumentException if a pinned method refuses
  public void weightGradient(ConvGeometry g, ConvChoice choice, View x, View dy, View dw) {
    if (choice.channelsLast()) {
      ChannelsLast.weightGradient(this, g, choice, x, dy, dw);
      return;
    }
    Parts parts = Parts.of(g);
    for (int first = 0; first < Math.max(1, g.batch()); first += parts.images()) {
      ConvGeometry p = parts.geometry(g, first);
      View a = Parts.from(x, first, g.image());
      View b = Parts.from(dy, first, g.results());
      View to = first == 0 ? dw : Parts.like(dw);
      Timed run = method -> BoundedConv.of(method, g).weightGradient(p, a, b, to);
      run.with(isEmpty(x, dy) ? naive : method(ConvPass.WEIGHT, p, choice, dw.dtype(), run));
      if (first > 0) {
        Parts.add(to, dw);
      }
    }
  }
}
