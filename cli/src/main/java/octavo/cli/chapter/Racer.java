package octavo.cli.chapter;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import octavo.nn.Parameter;
import octavo.optim.ArticleOptimizers;
import octavo.optim.ClosureOptimizer;
import octavo.optim.Lbfgs;
import octavo.optim.LookAheadNesterov;
import octavo.optim.Optimizers;

/// A method in a race.
///
/// @param name in the legend
/// @param made the method with a rate, for parameters
record Racer(String name, Made made) {
  /// Makes the method.
  interface Made {
    ClosureOptimizer of(double rate, Map<String, Parameter> parameters);
  }

  private static Racer of(String name, Function<Double, Optimizers.Builder> builder) {
    return new Racer(name, (rate, p) -> ClosureOptimizer.of(builder.apply(rate).create(p)));
  }

  /// Those of the article, in its forms.
  static List<Racer> article() {
    // begin article
    return List.of(
        of("SGD", ArticleOptimizers::sgd),
        of("momentum", rate -> ArticleOptimizers.momentum(rate, 0.9)),
        new Racer("Nesterov", (rate, p) -> LookAheadNesterov.of(p, rate, 0.9)),
        of("Adagrad", rate -> ArticleOptimizers.adagrad(rate, 1e-8)),
        // has no rate, but its ε is one in disguise: it begins with steps of √ε
        of("Adadelta", rate -> ArticleOptimizers.adadelta(0.9, rate * rate)),
        of("RMSprop", rate -> ArticleOptimizers.rmsProp(rate, 0.9, 1e-8)),
        of("Adam", rate -> ArticleOptimizers.adam(rate, 1e-8)));
    // end article
  }

  /// The article's two others, and some of those that came after it.
  static List<Racer> later() {
    return List.of(
        of("Adamax", rate -> ArticleOptimizers.adamax(rate, 1e-8)),
        of("Nadam", rate -> ArticleOptimizers.nadam(rate, 1e-8)),
        of("AdaBelief", Optimizers::adaBelief),
        of("Lion", Optimizers::lion),
        of("Adan", Optimizers::adan),
        of("Schedule-Free", Optimizers::scheduleFreeSgd),
        // begin lbfgs
        new Racer(
            "L-BFGS",
            (rate, p) -> Lbfgs.options(rate).withIterations(1).withEvaluations(12).create(p))
        // end lbfgs
        );
  }
}
