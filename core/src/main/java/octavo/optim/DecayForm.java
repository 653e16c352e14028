package octavo.optim;

/// How weight decay acts.
public enum DecayForm {
  /// Added to the gradient: L2 regularization, which adaptive methods divide by their root too.
  COUPLED,

  /// Added to the direction: `p = p - rate·(u + λ·p)` (Loshchilov and Hutter, 2019).
  DECOUPLED,

  /// As an implicit step: `p = (p - rate·u)/(1 + rate·λ)`; see [ProximalDecay].
  PROXIMAL
}
