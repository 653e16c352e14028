package octavo.kernel.update;

/// The numbers of resilient propagation.
///
/// @param shrinkage the factor after a change of sign
/// @param growth the factor where the sign stays
/// @param least the least size of a step
/// @param most the greatest
public record Resilience(double shrinkage, double growth, double least, double most) {}
