package octavo.nn;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// Says that what a rule of `octavo.analysis.lint` finds in this layer is meant, and why. The report names
/// it apart from the findings.
///
/// ```java
/// @AcceptedFinding(rule = "checkerboard", at = "up1", why = "the published recipe")
/// record Decoder(ConvTranspose2d up1) implements Layer { … }
/// ```
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Repeatable(AcceptedFinding.Several.class)
public @interface AcceptedFinding {
  /// The name of the rule.
  String rule();

  /// The path of the part of this layer that it is about; the whole layer unless told otherwise.
  String at() default "";

  /// Why it is meant.
  String why();

  /// More than one on a layer.
  @Documented
  @Target(ElementType.TYPE)
  @Retention(RetentionPolicy.RUNTIME)
  @interface Several {
    /// Each.
    AcceptedFinding[] value();
  }
}
