/// Random variables: what can be drawn, how likely it was, and what is known of it in closed form.
///
/// A [octavo.distribution.Distribution] is a record of parameter tensors. Its axes are of three kinds (Dillon et
/// al., 2017, *TensorFlow Distributions*): a sample is `[sample…, batch…, event…]`. Axes of the *event* belong to one
/// draw and are summed over by `logProb`; axes of the *batch* are independent distributions with parameters of
/// their own; axes of the *sample* are independent draws from each.
///
/// What not every distribution has is an interface of its own, so that nothing throws: `rsample`
/// ([octavo.distribution.Reparameterized]), `cdf` ([octavo.distribution.HasCdf]), `icdf`
/// ([octavo.distribution.HasInverseCdf]), `entropy` ([octavo.distribution.HasEntropy]), and the list of all values
/// ([octavo.distribution.Enumerable]).
///
/// Parameters are checked where a distribution is made, and values where `logProb` gets them: a value outside of
/// the support is an error that names it. (`cdf` takes any number: it is 0 below the support and 1 above.)
/// Nothing of samplers or special functions lives here: they are in `octavo.random` and `octavo.tensor`.
///
/// Start reading at [octavo.distribution.Normal], then [octavo.distribution.Categorical] and
/// [octavo.distribution.Divergences].
@NullMarked
package octavo.distribution;

import org.jspecify.annotations.NullMarked;
