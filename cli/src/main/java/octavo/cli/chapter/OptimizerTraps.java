package octavo.cli.chapter;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import octavo.nn.Layer;
import octavo.nn.Mode;
import octavo.nn.Parameter;
import octavo.optim.Adadelta;
import octavo.optim.Adam;
import octavo.optim.AverageRule;
import octavo.optim.DecayForm;
import octavo.optim.EpsilonPlacement;
import octavo.optim.ModelAverage;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.RmsProp;
import octavo.optim.Schedule;
import octavo.plot.XyChart;
import octavo.random.Rng;
import octavo.storage.DType;
import octavo.tensor.RandomTensors;
import octavo.tensor.Shape;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// The part of chapter 7 about what goes wrong: where ε stands, what Adadelta is not, which decay is meant,
/// and a rate that stays too large.
final class OptimizerTraps {
  private static final int STEPS = 400;

  private OptimizerTraps() {}

  static void run(Findings findings) {
    epsilon(findings);
    adadelta(findings);
    decay(findings);
    lastRate(findings);
  }

  /// The step from 0, with a rate of 1.
  private static double step(Optimizers.Builder method, double gradient) {
    Parameter p = Parameter.of(Tensors.of(new double[1], 1));
    method.create(Map.of("p", p)).step(p.tracked().multiply(gradient).sum().gradients());
    return -p.tensor().item();
  }

  private static void epsilon(Findings findings) {
    StringBuilder table = new StringBuilder("gradient   outside: √v + ε   inside: √(v + ε)\n");
    for (double g : new double[] {1, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7}) {
      // begin epsilon
      Adam adam = Adam.defaults();
      double outside =
          step(Optimizers.adam(1, adam.withEpsilon(1e-8, EpsilonPlacement.OUTSIDE_ROOT)), g);
      double inside =
          step(Optimizers.adam(1, adam.withEpsilon(1e-8, EpsilonPlacement.INSIDE_ROOT)), g);
      // end epsilon
      table.append(String.format(Locale.ROOT, "%8s   %15.4f   %16.4f%n", g, outside, inside));
    }
    findings.text("epsilon", table.toString());
  }

  /// Both on x², whose minimum is 0.
  private static void adadelta(Findings findings) {
    StringBuilder table = new StringBuilder("step     RMSprop, ρ = 0.5   Adadelta, ρ = 0.5\n");
    // begin adadelta
    Parameter p = Parameter.of(Tensors.of(new double[] {1}, 1));
    Parameter q = Parameter.of(Tensors.of(new double[] {1}, 1));
    RmsProp half = RmsProp.defaults().withAlpha(0.5);
    Optimizer rmsProp = Optimizers.rmsProp(0.1, half).create(Map.of("p", p));
    Optimizer adadelta = Optimizers.adadelta(1, new Adadelta(0.5, 1e-6)).create(Map.of("q", q));
    // end adadelta
    int[] shown = {1, 10, 100, 1000};
    int next = 0;
    for (int i = 1; i <= 1000; i++) {
      rmsProp.step(p.tracked().square().sum().gradients());
      adadelta.step(q.tracked().square().sum().gradients());
      if (i == shown[next]) {
        next++;
        table.append(
            String.format(
                Locale.ROOT, "%4d   %18.4f   %17.4f%n", i, p.tensor().item(), q.tensor().item()));
      }
    }
    findings.text("adadelta", table.toString());
  }

  /// Noise alone, no slope: what becomes of a weight is the decay's work.
  private static void decay(Findings findings) {
    StringBuilder table = new StringBuilder("noise of the gradient   coupled   decoupled\n");
    for (double noise : new double[] {0.01, 0.1, 1, 10}) {
      double coupled = kept(Optimizers.adam(0.01).withWeightDecay(0.1), noise);
      double decoupled =
          kept(Optimizers.adam(0.01).withWeightDecay(0.1, DecayForm.DECOUPLED), noise);
      table.append(String.format(Locale.ROOT, "%21s   %7.3f   %9.3f%n", noise, coupled, decoupled));
    }
    findings.text("decay", table.toString());
  }

  /// The mean share of 400 weights of 1 that is left after 500 steps.
  private static double kept(Optimizers.Builder method, double noise) {
    // begin decay
    Parameter p = Parameter.of(Tensors.full(DType.FLOAT64, Shape.of(400), 1));
    Optimizer optimizer = method.create(Map.of("p", p));
    for (int i = 0; i < 500; i++) {
      Tensor g = RandomTensors.normal(Rng.of(i), 400).to(DType.FLOAT64).multiply(noise);
      optimizer.step(Map.of(p, g));
    }
    // end decay
    return p.tensor().mean().item();
  }

  /// A hundred numbers that look for 0 and see their distance with noise.
  ///
  /// @param place where they are, `[100]`
  record Searchers(Parameter place) implements Layer {
    @Override
    public Tensor forward(Tensor noise, Mode mode) {
      return place.in(mode).subtract(noise).square().sum().divide(2);
    }

    double distance() {
      return Math.sqrt(place.tensor().square().mean().item());
    }
  }

  private static Searchers searchers() {
    return new Searchers(Parameter.of(Tensors.full(DType.FLOAT64, Shape.of(100), 3)));
  }

  private static void lastRate(Findings findings) {
    Map<String, Schedule> schedules = new LinkedHashMap<>();
    schedules.put("constant 0.3", Schedule.constant(0.3));
    schedules.put("constant 0.03", Schedule.constant(0.03));
    schedules.put("cosine from 0.3 to 0", Schedule.cosine(0.3, 0, STEPS));
    schedules.put("1/k", Schedule.inverseTime(1, 1));
    XyChart chart = XyChart.of("Distance from the minimum, with noise");
    StringBuilder table = new StringBuilder("                       after 20   after 400\n");
    for (Map.Entry<String, Schedule> entry : schedules.entrySet()) {
      Curves curves = curves(entry.getValue());
      chart = chart.line(entry.getKey(), curves.own());
      table.append(row(entry.getKey(), curves.own()));
      if (entry.getKey().equals("constant 0.3")) {
        chart = chart.line("its average", curves.average());
        table.append(row("its average", curves.average()));
      }
    }
    findings.figure(
        "last", chart.withLogY().withXLabel("step").withYLabel("distance").withSize(720, 360));
    findings.text("last", table.toString());
  }

  private static String row(String name, double[] curve) {
    return String.format(Locale.ROOT, "%-20s   %8.3f   %9.3f%n", name, curve[19], curve[399]);
  }

  /// Distances after each step.
  private record Curves(double[] own, double[] average) {}

  private static Curves curves(Schedule schedule) {
    double[] own = new double[STEPS];
    double[] mean = new double[STEPS];
    // begin last
    Searchers searchers = searchers();
    Optimizer sgd = Optimizers.sgd(1).withSchedule(schedule).create(searchers.parameters());
    ModelAverage average =
        ModelAverage.of(searchers, AverageRule.equal()).withCalls(/* first= */ 20, /* every= */ 1);
    Rng rng = Rng.of(1);
    for (int i = 0; i < STEPS; i++) {
      Tensor noise = RandomTensors.normal(rng, 100).to(DType.FLOAT64);
      sgd.step(searchers.forward(noise, Mode.training(rng)).gradients());
      average.update();
      own[i] = searchers.distance();
      mean[i] = average.within(searchers::distance);
    }
    // end last
    return new Curves(own, mean);
  }
}
