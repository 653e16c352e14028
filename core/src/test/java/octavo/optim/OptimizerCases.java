package octavo.optim;

import static octavo.optim.Landscape.BEALE;
import static octavo.optim.Landscape.NOISY_QUADRATIC;
import static octavo.optim.Landscape.PARABOLA;
import static octavo.optim.Landscape.ROSENBROCK;
import static octavo.optim.Landscape.SADDLE;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleFunction;

/// All optimizers, and what is stated of each: at which rate, falling along half a cosine, it
/// reaches a landscape's target in 6000 steps, and the target of a small network in 300.
final class OptimizerCases {
  /// One optimizer.
  ///
  /// @param name the factory, and what is special
  /// @param make from a rate
  /// @param rates where it is stated to converge
  /// @param network its rate on the small network
  record Case(
      String name,
      DoubleFunction<Optimizers.Builder> make,
      Map<Landscape, Double> rates,
      double network) {
    @Override
    public String toString() {
      return name;
    }

    boolean matricesOnly() {
      return name.startsWith("muon");
    }
  }

  private OptimizerCases() {}

  private static Case of(
      String name,
      DoubleFunction<Optimizers.Builder> make,
      double network,
      double parabola,
      double rosenbrock,
      double beale,
      double saddle,
      double noisy) {
    Map<Landscape, Double> rates = new EnumMap<>(Landscape.class);
    rates.put(PARABOLA, parabola);
    rates.put(ROSENBROCK, rosenbrock);
    rates.put(BEALE, beale);
    rates.put(SADDLE, saddle);
    rates.put(NOISY_QUADRATIC, noisy);
    rates.values().removeIf(rate -> rate == 0);
    return new Case(name, make, rates, network);
  }

  static List<Case> all() {
    List<Case> all = new ArrayList<>();
    addPlain(all);
    addAdams(all);
    addOthers(all);
    addArticles(all);
    return all;
  }

  private static void addPlain(List<Case> all) {
    all.add(of("sgd", Optimizers::sgd, 5, 0.1, 0.002, 0.05, 0.05, 0.002));
    all.add(
        of(
            "sgd momentum",
            r -> Optimizers.sgd(r).withMomentum(0.9),
            2,
            1,
            0.005,
            0.02,
            0.02,
            0.005));
    all.add(
        of(
            "sgd nesterov",
            r -> Optimizers.sgd(r).withNesterov(0.9),
            2,
            0.05,
            0.001,
            0.01,
            0.01,
            0.005));
    all.add(of("adagrad", Optimizers::adagrad, 2, 0.5, 0.2, 1, 1, 0.1));
    all.add(of("adadelta", Optimizers::adadelta, 5, 0.2, 0.5, 0.1, 0.1, 1));
    all.add(of("rmsProp", Optimizers::rmsProp, 1, 0.01, 0.005, 0.001, 0.001, 0.05));
    all.add(
        of(
            "rmsProp centered",
            r -> Optimizers.rmsProp(r, RmsProp.defaults().withCentered(true)).withMomentum(0.9),
            0.1,
            0.0001,
            0.0001,
            0.0003,
            0.0003,
            0.005));
  }

  private static void addAdams(List<Case> all) {
    all.add(of("adam", Optimizers::adam, 5, 1, 1, 0.2, 0.2, 0.05));
    all.add(
        of(
            "adam amsgrad",
            r -> Optimizers.adam(r, Adam.defaults().withAmsgrad(true)),
            1,
            5,
            0.2,
            0.5,
            0.5,
            0.05));
    all.add(of("sparseAdam", Optimizers::sparseAdam, 1, 1, 0.2, 0.5, 0.5, 0.05));
    all.add(
        of("adamW", r -> Optimizers.adamW(r).withWeightDecay(1e-5), 1, 1, 0.05, 0.2, 0.2, 0.05));
    all.add(of("adamax", Optimizers::adamax, 2, 2, 0.5, 1, 1, 0.1));
    all.add(of("nadam", Optimizers::nadam, 2, 0.05, 0.02, 0.2, 0.2, 0.05));
    all.add(
        of(
            "nadamW",
            r -> Optimizers.nadamW(r).withWeightDecay(1e-5),
            2,
            0.05,
            0.02,
            0.05,
            0.05,
            0.05));
    all.add(of("radam", Optimizers::radam, 2, 0.5, 0.005, 0.05, 0.05, 1));
  }

  private static void addOthers(List<Case> all) {
    all.add(of("lion", Optimizers::lion, 0.5, 0.001, 0.01, 0.002, 0.002, 0.005));
    all.add(of("adaBelief", Optimizers::adaBelief, 2, 0.5, 1, 0.2, 0.2, 0.002));
    all.add(of("adan", Optimizers::adan, 0.2, 0.001, 0.001, 0.001, 0.001, 0.1));
    all.add(of("sophia", Optimizers::sophia, 0.1, 0.1, 2, 0.2, 0.2, 0.002));
    all.add(
        of(
            "muon",
            r -> Optimizers.muon(r).withWeightDecay(0),
            0.1,
            0.002,
            0.01,
            0.002,
            0.002,
            0.01));
    all.add(of("shampoo", Optimizers::shampoo, 2, 0.5, 0.2, 1, 1, 0.1));
    all.add(of("soap", Optimizers::soap, 2, 0.001, 0.001, 0.001, 0.001, 0.05));
    all.add(of("adafactor", Optimizers::adafactor, 1, 0.5, 0.02, 0.005, 0.005, 5));
    all.add(of("lamb", Optimizers::lamb, 0.02, 0.5, 0.01, 0.0005, 0.0005, 0.5));
    all.add(of("lars", Optimizers::lars, 5, 5, 1, 0.05, 5, 5));
    all.add(of("scheduleFreeSgd", Optimizers::scheduleFreeSgd, 5, 0.5, 0.001, 0.05, 0.05, 0.02));
    all.add(of("scheduleFreeAdamW", Optimizers::scheduleFreeAdamW, 0.2, 0.2, 0.2, 0.2, 0.2, 0.02));
    all.add(of("rprop", Optimizers::rprop, 2, 1, 0.001, 5, 5, 0));
    all.add(
        of(
            "averagedSgd",
            r -> Optimizers.averagedSgd(r, AveragedSgd.defaults().withStart(5000)),
            5,
            0.1,
            0.002,
            0.05,
            0.05,
            0.002));
  }

  private static void addArticles(List<Case> all) {
    all.add(of("article sgd", ArticleOptimizers::sgd, 5, 0.1, 0.002, 0.05, 0.05, 0.002));
    all.add(
        of(
            "article nesterov",
            r -> ArticleOptimizers.nesterov(r, 0.9),
            2,
            0.05,
            0.001,
            0.01,
            0.01,
            0.005));
    all.add(
        of(
            "article momentum",
            r -> ArticleOptimizers.momentum(r, 0.9),
            2,
            1,
            0.005,
            0.02,
            0.02,
            0.005));
    all.add(of("article adagrad", r -> ArticleOptimizers.adagrad(r, 1e-8), 2, 0.5, 0.2, 1, 1, 0.1));
    all.add(
        of(
            "article adadelta",
            r -> ArticleOptimizers.adadelta(0.95, 1e-4),
            0.001,
            0.1,
            0.05,
            0.05,
            0.05,
            1));
    all.add(
        of(
            "article adadeltaWithRate",
            r -> ArticleOptimizers.adadeltaWithRate(r, 0.9, 1e-8),
            1,
            0.001,
            0.005,
            0.001,
            0.001,
            0.05));
    all.add(
        of(
            "article rmsProp",
            r -> ArticleOptimizers.rmsProp(r, 0.9, 1e-8),
            1,
            0.001,
            0.005,
            0.001,
            0.001,
            0.05));
    all.add(of("article adam", r -> ArticleOptimizers.adam(r, 1e-8), 5, 1, 1, 0.2, 0.2, 0.05));
    all.add(of("article adamax", r -> ArticleOptimizers.adamax(r, 1e-8), 2, 2, 0.1, 1, 1, 0.1));
    all.add(
        of("article nadam", r -> ArticleOptimizers.nadam(r, 1e-8), 1, 0.02, 0.02, 0.1, 0.1, 0.05));
  }
}
