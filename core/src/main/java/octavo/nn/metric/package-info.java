/// Metrics: how well predictions are, measured by counting. What they count has no gradient; the
/// differentiable stand-ins are in `octavo.nn.smooth` and the losses made of them in
/// `octavo.nn.loss`.
///
/// Each metric is a value that accumulates: `add` takes a batch and returns the metric of everything
/// seen so far, so that the result is that of the whole data set and not a mean of batches (which, for
/// every score but accuracy, is another number). [octavo.nn.metric.Metrics] has the short forms for one
/// batch. Start reading at [octavo.nn.metric.BinaryCounts].
///
/// A share of nothing is 0: the precision of a class that was never predicted, for instance.
@NullMarked
package octavo.nn.metric;

import org.jspecify.annotations.NullMarked;
