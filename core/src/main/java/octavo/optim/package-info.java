/// Optimizers: chains of small transforms of the gradient, with a schedule for the learning rate.
///
/// A [octavo.optim.Transform] is one link, over numbers ([octavo.optim.ElementwiseTransform]) or over a
/// whole parameter ([octavo.optim.WholeTransform]); each method is one of them, in a file of its own,
/// with its paper. [octavo.optim.Optimizers] makes chains of them by name, an
/// [octavo.optim.Optimizer] carries chains out for groups of parameters. What loops over arrays is in
/// `octavo.kernel.update`; networks and training loops do not belong here.
///
/// Start reading at [octavo.optim.Optimizer] and [octavo.optim.Optimizers].
@NullMarked
package octavo.optim;

import org.jspecify.annotations.NullMarked;
