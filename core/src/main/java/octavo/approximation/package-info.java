/// Stochastic approximation: roots and minima of functions that are only seen with noise, one observation
/// at a time, and the theorems that say when this works (chapter 11 of the notebook).
///
/// - What is iterated: [octavo.approximation.RobbinsMonro] (roots), [octavo.approximation.KieferWolfowitz]
///   and [octavo.approximation.Spsa] (minima without gradients),
///   [octavo.approximation.GradientDescent] (BGD, MBGD and SGD over a data set),
///   [octavo.approximation.Dvoretzky] and [octavo.approximation.VectorDvoretzky] (the process of the
///   theorem itself).
/// - By which steps: [octavo.approximation.StepRule], which decides the conditions of the theorems where it
///   is a power law.
/// - What came of it: [octavo.approximation.Trajectory], with a
///   [octavo.approximation.Divergence] where it ran away, and [octavo.approximation.AveragedRoot] with its
///   confidence interval.
/// - Statistics of a stream: [octavo.approximation.RunningMean] and its neighbors.
///
/// Points are `double[]`, not tensors: problems have a few coordinates, a step is a few multiplications, and
/// averages over a million steps need all digits of a double. Where a function is written in tensors,
/// [octavo.approximation.SampleGradient#ofLoss] makes the bridge. Training of networks belongs to
/// `octavo.optim`, which is the same idea for millions of parameters.
///
/// Start reading at [octavo.approximation.RobbinsMonro].
@NullMarked
package octavo.approximation;

import org.jspecify.annotations.NullMarked;
