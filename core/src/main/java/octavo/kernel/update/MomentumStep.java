package octavo.kernel.update;

/// The numbers of one step with or without momentum.
///
/// @param scale the factor of the gradient; 1 leaves it
/// @param coupled the decay that is added to the gradient
/// @param momentum the factor of the mean
/// @param share the factor of the gradient in the mean
/// @param nesterov whether to look ahead
/// @param decoupled the decay that is added to the direction
/// @param rate the learning rate
public record MomentumStep(
    double scale,
    double coupled,
    double momentum,
    double share,
    boolean nesterov,
    double decoupled,
    double rate) {}
