/// Differentiable stand-ins for functions that jump or bend, each with the distance to the hard form.
/// `K` is a sharpness, `τ = 1/K` a temperature, `n` how many numbers there are.
///
/// | hard | smooth | distance |
/// |---|---|---|
/// | `max x` | [octavo.nn.smooth.SmoothMax#logSumExp] | `0 ≤ y - max ≤ ln n / K` |
/// | | [octavo.nn.smooth.SmoothMax#mellowmax], [octavo.nn.smooth.SmoothMax#boltzmann] | `0 ≤ max - y ≤ ln n / K` |
/// | `max \|x\|` | [octavo.nn.smooth.SmoothMax#pNorm] | `max ≤ y ≤ n^(1/p)·max` |
/// | `max(a, b)` | [octavo.nn.smooth.SmoothMax#pair], [octavo.nn.smooth.SmoothMax#erfPair], [octavo.nn.smooth.SmoothMax#swishPair] | `ln 2 / K`, `0.1203/μ`, `0.2785/β` |
/// | `min` | the same in [octavo.nn.smooth.SmoothMin] | the same |
/// | `\|x\|` | [octavo.nn.smooth.SmoothAbs]: `root`, `logCosh`, `erf` | `μ`, `ln 2 / K`, `0.2405/μ` |
/// | `relu`, step, sign | [octavo.nn.smooth.SmoothThreshold] | `ln 2 / K`, `e^(-K·\|x\|)`, `2e^(-2K·\|x\|)` |
/// | `onehot(argmax x)`, `argmax x` | [octavo.nn.smooth.SoftArgmax] | `2(n - 1)·e^(-Δ/τ)`, `(n - 1)²·e^(-Δ/τ)` |
/// | rank | [octavo.nn.smooth.SoftRank] | `(n - 1)·σ(-Δ/τ)` |
/// | sort | [octavo.nn.smooth.SoftSort] | `(n - 1)·τ/e` |
/// | any function | [octavo.nn.smooth.GaussianSmoothing] | `L·σ·√d` if it has slopes up to `L` |
/// | any maximizer over a set | [octavo.nn.smooth.PerturbedMaximizer] | goes to 0 with the noise |
/// | accuracy, area under the ROC curve | [octavo.nn.smooth.SoftMetrics] | mean of `1 - max p`, `σ(-Δ/τ)` |
/// | precision, recall, Fβ, Dice, IoU | [octavo.nn.smooth.SoftCounts] | `Σ min(p, 1 - p)` over the divisor: none where outputs are one-hot |
///
/// `Δ` is the gap between the largest number and the next, or the smallest gap between two numbers. The
/// losses made of the soft metrics are in `octavo.nn.loss`; the hard metrics in `octavo.nn.metric`. A
/// loss of this kind serves to fine-tune what cross-entropy has trained: far from the goal its gradient
/// is nearly 0.
@NullMarked
package octavo.nn.smooth;

import org.jspecify.annotations.NullMarked;
