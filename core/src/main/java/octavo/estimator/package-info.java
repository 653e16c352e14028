/// Gradients of expectations: a toolbox of estimators of `∇θ E f(z)`, `z ~ pθ`, behind one interface, and a bench that measures
/// their bias and variance.
///
/// | estimator | distribution | `f` | bias | evaluations for `n` samples |
/// |---|---|---|---|---|
/// | [octavo.estimator.ExactEnumeration] | few states | any | none, and no variance | all states |
/// | [octavo.estimator.Pathwise] | reparameterized | differentiable | none | `n` |
/// | [octavo.estimator.ImplicitReparameterization] | continuous with `cdf` | differentiable | none | `n` |
/// | [octavo.estimator.ScoreFunction] | any | any | none | `n`, with the self-critical baseline `n + 1` |
/// | [octavo.estimator.Nvil] | any | any | a known factor, or none | `n` |
/// | [octavo.estimator.Vimco] | any | a log weight | none, of the bound of `n` samples | `n` |
/// | [octavo.estimator.StraightThrough] | binary, one-hot | differentiable | yes | `n` |
/// | [octavo.estimator.GumbelSoftmax] | binary, one-hot | differentiable, of soft values | yes | `n` |
/// | [octavo.estimator.GumbelStraightThrough] | binary, one-hot | differentiable | yes | `n` |
/// | [octavo.estimator.Rebar] | binary, one-hot | differentiable, of soft values | none | `2n` |
/// | [octavo.estimator.Relax] | binary, one-hot | any | none | `n` |
/// | [octavo.estimator.Arm], [octavo.estimator.DisArm] | binary | any | none | `2n` |
/// | [octavo.estimator.MeasureValued] | normal, binary, classes, counts | any | none | `n` times the variables, and more |
/// | [octavo.estimator.FiniteDifference] | any | any | of the order of the step squared | `2n` times the parameters |
///
/// Start reading at [octavo.estimator.GradientEstimator], [octavo.estimator.Objective] and [octavo.estimator.ScoreFunction];
/// then at [octavo.estimator.GradientStudy]. Distributions live in `octavo.distribution`; what is said of expectations of
/// particular networks does not live here.
@NullMarked
package octavo.estimator;

import org.jspecify.annotations.NullMarked;
