package octavo.analysis.lint;

import java.util.ArrayList;
import java.util.List;
import octavo.data.DataLoader;
import octavo.nn.Layer;
import octavo.nn.loss.Loss;
import octavo.optim.Optimizer;
import org.jspecify.annotations.Nullable;

/// A training that is to be looked at before it begins; nothing of it is changed.
///
/// ```java
/// LintReport report = Lint.of(Training.of(network, batches).withLoss(loss).withOptimizer(optimizer));
/// ```
///
/// @param network what is trained
/// @param batches what it is trained on
/// @param loss of the network's output and the targets, or null
/// @param objective what is minimized instead of a loss of the output, or null
/// @param optimizers those that together update the network; none if it is not known
public record Training(
    Layer network,
    DataLoader batches,
    @Nullable Loss loss,
    @Nullable Objective objective,
    List<Optimizer> optimizers) {
  /// Keeps its own copy of the list.
  public Training {
    optimizers = List.copyOf(optimizers);
  }

  /// A training of which only the network and the data are known.
  public static Training of(Layer network, DataLoader batches) {
    return new Training(network, batches, null, null, List.of());
  }

  /// With this loss of the network's output and the targets.
  public Training withLoss(Loss minimized) {
    return new Training(network, batches, minimized, null, optimizers);
  }

  /// With something else to minimize, such as the bound of a variational autoencoder.
  public Training minimizing(Objective minimized) {
    return new Training(network, batches, null, minimized, optimizers);
  }

  /// With this optimizer besides those there are.
  public Training withOptimizer(Optimizer another) {
    List<Optimizer> more = new ArrayList<>(optimizers);
    more.add(another);
    return new Training(network, batches, loss, objective, more);
  }
}
