package octavo.optim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.nn.Parameter;

/// Shares the parameters of a network out among optimizers: each filter takes what it means of those
/// that are left.
///
/// ```java
/// Optimizer optimizer =
///     ParameterGroups.of(model.parameters())
///         .with(ParameterFilter.matrices().and(ParameterFilter.named("head").not()),
///             Optimizers.muon(0.02))
///         .rest(Optimizers.adamW(3e-4));
/// ```
///
/// @param left the parameters that no group has
/// @param groups the groups so far
public record ParameterGroups(Map<String, Parameter> left, List<Optimizer.Group> groups) {
  /// Keeps its own copies.
  public ParameterGroups {
    left = new LinkedHashMap<>(left);
    groups = List.copyOf(groups);
  }

  /// Parameters that are not yet shared out.
  public static ParameterGroups of(Map<String, Parameter> parameters) {
    return new ParameterGroups(parameters, List.of());
  }

  /// One optimizer that decays the weights of matrices and kernels, but not biases and norms.
  public static Optimizer decayingMatrices(
      Map<String, Parameter> parameters, Optimizers.Builder builder) {
    ParameterFilter small = ParameterFilter.biasesAndNorms();
    ParameterGroups all = of(parameters);
    return small.of(parameters).isEmpty()
        ? all.rest(builder)
        : all.with(small, builder.withWeightDecay(0)).rest(builder);
  }

  /// With a group of those left that the filter means.
  ///
  /// @throws IllegalArgumentException if there are none
  public ParameterGroups with(ParameterFilter filter, Optimizers.Builder builder) {
    Map<String, Parameter> meant = filter.of(left);
    if (meant.isEmpty()) {
      throw new IllegalArgumentException(
          "ParameterGroups: a filter must mean a parameter, but of "
              + left.keySet()
              + " it means none.");
    }
    List<Optimizer.Group> more = new ArrayList<>(groups);
    more.add(builder.group(meant));
    return new ParameterGroups(filter.not().of(left), more);
  }

  /// The optimizer, with all that is left in a last group; there may be nothing left.
  public Optimizer rest(Optimizers.Builder builder) {
    List<Optimizer.Group> all = new ArrayList<>(groups);
    if (!left.isEmpty()) {
      all.add(builder.group(left));
    }
    return Optimizer.of(all.toArray(new Optimizer.Group[0]));
  }

  /// The optimizer of the groups alone.
  ///
  /// @throws IllegalArgumentException if a parameter is left: it would not be trained
  public Optimizer create() {
    if (!left.isEmpty()) {
      throw new IllegalArgumentException(
          "ParameterGroups: every parameter must be in a group, but "
              + left.keySet()
              + " are left. Give them to rest(…), or take them out of the parameters.");
    }
    return Optimizer.of(groups.toArray(new Optimizer.Group[0]));
  }
}
