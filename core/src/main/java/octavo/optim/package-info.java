/// Optimizers: chains of small transforms of the gradient, with a schedule for the learning rate.
///
/// Start reading at [octavo.optim.Optimizer] and [octavo.optim.Optimizers].
@NullMarked
package octavo.optim;

import org.jspecify.annotations.NullMarked;
