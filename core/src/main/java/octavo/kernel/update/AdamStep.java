package octavo.kernel.update;

/// The numbers of one step of Adam.
///
/// @param scale the factor of the gradient; 1 leaves it
/// @param coupled the decay that is added to the gradient
/// @param beta1 the decay of the mean
/// @param beta2 the decay of the mean of squares
/// @param factor the correction of the mean, `1/(1-β₁ᵗ)`
/// @param root the correction of the root, `1/√(1-β₂ᵗ)`
/// @param epsilon added to the root
/// @param decoupled the decay that is added to the direction
/// @param rate the learning rate
public record AdamStep(
    double scale,
    double coupled,
    double beta1,
    double beta2,
    double factor,
    double root,
    double epsilon,
    double decoupled,
    double rate) {}
