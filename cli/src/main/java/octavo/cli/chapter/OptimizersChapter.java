package octavo.cli.chapter;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import octavo.nn.Parameter;
import octavo.optim.ArticleOptimizers;
import octavo.optim.Cyclic;
import octavo.optim.NAdam;
import octavo.optim.OneCycle;
import octavo.optim.Optimizer;
import octavo.optim.Optimizers;
import octavo.optim.Schedule;
import octavo.plot.XyChart;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Chapter 7: how optimizers move. Races of all of them ([Race]), what their first steps are, schedules,
/// the traps ([OptimizerTraps]), and a network that is trained ([ClothingCurves]).
final class OptimizersChapter implements Chapter {
  private static final int STEPS = 120;

  @Override
  public int number() {
    return 7;
  }

  @Override
  public String name() {
    return "optimizers";
  }

  @Override
  public String title() {
    return "Optimizers";
  }

  @Override
  public void run(Findings findings) throws IOException {
    firstSteps(findings);
    races(findings);
    nesterov(findings);
    schedules(findings);
    OptimizerTraps.run(findings);
    ClothingCurves.run(findings);
  }

  private static void firstSteps(Findings findings) {
    Map<String, Optimizers.Builder> methods = new LinkedHashMap<>();
    methods.put("SGD", ArticleOptimizers.sgd(1));
    methods.put("momentum 0.9", ArticleOptimizers.momentum(1, 0.9));
    methods.put("Adagrad", ArticleOptimizers.adagrad(1, 1e-8));
    methods.put("Adadelta", ArticleOptimizers.adadelta(0.9, 1e-6));
    methods.put("RMSprop, ρ = 0.9", ArticleOptimizers.rmsProp(1, 0.9, 1e-8));
    methods.put("Adam", ArticleOptimizers.adam(1, 1e-8));
    methods.put("Adamax", ArticleOptimizers.adamax(1, 1e-8));
    methods.put("Nadam, μ = 0.9", Optimizers.nadam(1, NAdam.defaults().withConstantMomentum()));
    methods.put("Nadam, Dozat's μ", ArticleOptimizers.nadam(1, 1e-8));
    methods.put("Lion", Optimizers.lion(1).withWeightDecay(0));
    StringBuilder table =
        new StringBuilder("                        g = 3   g = −0.5   g = 0.01\n");
    methods.forEach((name, method) -> {
      // begin first
      Tensor g = Tensors.of(new double[] {3, -0.5, 0.01}, 3);
      Parameter p = Parameter.of(Tensors.of(new double[3], 3));
      Optimizer optimizer = method.create(Map.of("p", p)); // the rate is 1
      optimizer.step(p.tracked().multiply(g).sum().gradients());
      double[] step = p.tensor().toDoubleArray(); // from 0
      // end first
      table.append(
          String.format(
              Locale.ROOT, "%-18s   %8.4f   %8.4f   %8.4f%n", name, step[0], step[1], step[2]));
    });
    findings.text("first", table.toString());
  }

  private static void races(Findings findings) {
    race(findings, "beale", "Beale's function", Surface.BEALE, 0.01, "below 0.01");
    race(findings, "valley", "A long valley", Surface.VALLEY, 0.01, "below 0.01");
    Race race = new Race(Surface.SADDLE, 80);
    List<Race.Run> all = new ArrayList<>();
    int part = 0;
    for (List<Racer> racers : List.of(Racer.article(), Racer.later())) {
      List<Race.Run> runs = racers.stream().map(r -> race.run(r, 0.05)).toList();
      findings.figure(
          part++ == 0 ? "saddle" : "saddle-later",
          race.figure(part == 1 ? "A saddle point" : "A saddle point, later methods", runs));
      all.addAll(runs);
    }
    findings.text("saddle", Race.table(all, 20, -1, "below −1"));
  }

  private static void race(
      Findings findings, String name, String title, Surface surface, double level, String told) {
    Race race = new Race(surface, STEPS);
    List<Race.Run> article = Racer.article().stream().map(race::best).toList();
    List<Race.Run> later = Racer.later().stream().map(race::best).toList();
    findings.figure(name, race.figure(title, article));
    findings.figure(name + "-later", race.figure(title + ", later methods", later));
    List<Race.Run> all = new ArrayList<>(article);
    all.addAll(later);
    findings.text(name, Race.table(all, 30, level, told));
  }

  /// One step of momentum and one of Nesterov's from the same place with the same velocity.
  private static void nesterov(Findings findings) {
    // begin nesterov
    double rate = 0.1;
    double momentum = 0.9;
    double[] theta = {-2, 1.3}; // on f = x²/2 + 4y²
    double[] m = {-9, 17}; // the velocity so far
    double[] ahead = {theta[0] - rate * momentum * m[0], theta[1] - rate * momentum * m[1]};
    double[] here = {theta[0], 8 * theta[1]}; // the gradient where we are
    double[] there = {ahead[0], 8 * ahead[1]}; // and where momentum carries us
    double[] plain = {ahead[0] - rate * here[0], ahead[1] - rate * here[1]};
    double[] corrected = {ahead[0] - rate * there[0], ahead[1] - rate * there[1]};
    // end nesterov
    findings.figure(
        "nesterov",
        XyChart.of("Momentum, and Nesterov's look ahead")
            .contours(
                (x, y) -> x * x / 2 + 4 * y * y, new double[] {-2.6, 0.6}, new double[] {-2, 2})
            .arrows("−ημm, both", at(theta[0]), at(theta[1]), at(ahead[0]), at(ahead[1]))
            .arrows("momentum: −ηg of here", at(ahead[0]), at(ahead[1]), at(plain[0]), at(plain[1]))
            .arrows(
                "Nesterov: −ηg of there",
                at(ahead[0]),
                at(ahead[1]),
                at(corrected[0]),
                at(corrected[1]))
            .points("start", at(theta[0]), at(theta[1]))
            .withSize(640, 440));
  }

  private static double[] at(double value) {
    return new double[] {value};
  }

  private static void schedules(Findings findings) {
    int steps = 200;
    Map<String, Schedule> plain = new LinkedHashMap<>();
    plain.put("step", Schedule.step(1, 50, 0.5));
    plain.put("exponential", Schedule.exponential(1, 0.98));
    plain.put("1/k", Schedule.inverseTime(1, 0.1));
    plain.put("polynomial", Schedule.polynomial(1, 0, steps, 2));
    plain.put("cosine", Schedule.cosine(1, 0, steps));
    plain.put("inverse root", Schedule.inverseSquareRoot(1, 20));
    findings.figure("falling", drawn("Schedules that fall", plain, steps));
    // begin schedules
    Map<String, Schedule> more = new LinkedHashMap<>();
    more.put("restarts", Schedule.cosineRestarts(1, 0, 30, 2));
    more.put("one cycle", OneCycle.of(1, steps));
    more.put("cyclic", Cyclic.of(0.1, 0.6, 20).withShrink(0.7, 1));
    more.put(
        "warm-up, stay, fall",
        Schedule.constant(0.8).withWarmup(30).then(150, Schedule.linear(0.8, 0, 50)));
    // end schedules
    findings.figure("rising", drawn("Schedules that rise too", more, steps));
  }

  private static XyChart drawn(String title, Map<String, Schedule> schedules, int steps) {
    XyChart chart = XyChart.of(title).withXLabel("step").withYLabel("share of the rate");
    double[] x = new double[steps];
    for (int i = 0; i < steps; i++) {
      x[i] = i;
    }
    for (Map.Entry<String, Schedule> entry : schedules.entrySet()) {
      double[] y = new double[steps];
      for (int i = 0; i < steps; i++) {
        y[i] = entry.getValue().at(i);
      }
      chart = chart.line(entry.getKey(), x, y);
    }
    return chart.withSize(640, 300);
  }
}
