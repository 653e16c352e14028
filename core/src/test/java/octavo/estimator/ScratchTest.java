package octavo.estimator;
import octavo.distribution.*;
import octavo.nn.*;
import octavo.random.Rng;
import octavo.tensor.*;
import org.junit.jupiter.api.Test;
class ScratchTest {
  @Test void normal() {
    for (var p : java.util.List.of(Problems.square(1,1), Problems.squareOfMean(1), Problems.sine(10))) {
      var s = GradientStudy.of(p).withReplicas(20000)
       .with("pathwise", Pathwise::new).with("implicit", ImplicitReparameterization::new).with("score", ScoreFunction::plain).with("moving", ScoreFunction::movingAverage)
       .with("self", ScoreFunction::selfCritical)
       .with("nvil", () -> Nvil.of(Linear.of(1,1).create(Rng.of(3))).withoutNormalization().at(Tensor.ones(1)))
       .with("measure", MeasureValued::normal);
      if (p.theta().elements()==2) s = s.with("fd", () -> FiniteDifference.normal(0.1));
      System.out.println(p.name()+"\n"+s.run(Rng.of(1)).timedTable());
      System.out.println(s.withSamples(2).with("rloo", ScoreFunction::leaveOneOut).run(Rng.of(1)).timedTable());
    }
  }
  @Test void binary() {
    for (var p : java.util.List.of(Problems.toy(0.499, 0), Problems.toy(0.45, 1), Problems.binary())) {
      int in = p.theta().elements();
      boolean single = p.name().startsWith("(b");
      var s = GradientStudy.of(p).withReplicas(20000)
       .with("exact", ExactEnumeration::create)
       .with("score", ScoreFunction::plain).with("moving", ScoreFunction::movingAverage)
       .with("self", ScoreFunction::selfCritical)
       .with("nvil", () -> Nvil.of(Linear.of(1,1).create(Rng.of(3))).at(Tensor.ones(1)))
       .with("st", () -> new StraightThrough<>(Relaxation.binary()))
       .with("gs .5", () -> new GumbelSoftmax<>(Relaxation.binary(), .5))
       .with("gst .5", () -> new GumbelStraightThrough<>(Relaxation.binary(), .5))
       .with("rebar", () -> Rebar.of(Relaxation.binary(), .5))
       .with("arm", Arm::new).with("disarm", DisArm::new)
       .with("measure", MeasureValued::bernoulli)
       .with("fd", () -> FiniteDifference.bernoulli(0.2));
      if (!single) s = s.with("relax", () -> Relax.of(Relaxation.binary(), Sequential.of(Linear.of(4,10).create(Rng.of(3)), new Tanh(), Linear.of(10,1).create(Rng.of(4)))))
       .with("relax f", () -> Relax.of(Relaxation.binary(), Sequential.of(Linear.of(4,10).create(Rng.of(3)), new Tanh(), Linear.of(10,1).create(Rng.of(4)))).withObjective(.5));
      System.out.println(p.name()+"\n"+s.run(Rng.of(1)).timedTable());
      System.out.println(GradientStudy.of(p).withSamples(2).with("rloo", ScoreFunction::leaveOneOut).run(Rng.of(1)).timedTable());
    }
  }
  @Test void oneHot() {
    var p = Problems.oneHot();
      var s = GradientStudy.of(p).withReplicas(20000)
       .with("exact", ExactEnumeration::create)
       .with("score", ScoreFunction::plain).with("moving", ScoreFunction::movingAverage)
       .with("self", ScoreFunction::selfCritical)
       .with("st", () -> new StraightThrough<>(Relaxation.oneHot()))
       .with("gs .5", () -> new GumbelSoftmax<>(Relaxation.oneHot(), .5))
       .with("gst .5", () -> new GumbelStraightThrough<>(Relaxation.oneHot(), .5))
       .with("rebar", () -> Rebar.of(Relaxation.oneHot(), .5))
       .with("measure", MeasureValued::oneHot)
       .with("fd", () -> FiniteDifference.of(0.2, d -> java.util.List.of(d.logits()), q -> OneHotCategorical.ofLogits(q.get(0))))
       .with("relax", () -> Relax.of(Relaxation.oneHot(), new Flat(Sequential.of(Linear.of(6,10).create(Rng.of(3)), new Tanh(), Linear.of(10,1).create(Rng.of(4))))));
      System.out.println(p.name()+"\n"+s.run(Rng.of(1)).timedTable());
      System.out.println(GradientStudy.of(Problems.classes()).withReplicas(20000).with("exact", ExactEnumeration::create).with("score", ScoreFunction::plain).with("measure", MeasureValued::categorical).with("self", ScoreFunction::selfCritical).run(Rng.of(1)).timedTable());
  }
  record Flat(Layer l) implements Layer { public Tensor forward(Tensor x, Mode m) { return l.forward(x.flatten(-2), m);} }
}
