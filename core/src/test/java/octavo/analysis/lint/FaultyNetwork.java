package octavo.analysis.lint;

import static octavo.tensor.Window.kernel;

import java.util.List;
import java.util.Objects;
import octavo.nn.BatchNorm2d;
import octavo.nn.Conv2d;
import octavo.nn.ConvTranspose2d;
import octavo.nn.Dropout;
import octavo.nn.Initializer;
import octavo.nn.Layer;
import octavo.nn.LayerNorm;
import octavo.nn.Linear;
import octavo.nn.Mode;
import octavo.random.Rng;
import octavo.tensor.Padding;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// A network with every fault that can be seen without data, each at a place of its own: pictures
/// `[batch, 3, 16, 16]` to `[batch, 4]`.
record FaultyNetwork(
    Conv2d biased,
    BatchNorm2d norm,
    BatchNorm2d normAgain,
    Dropout early,
    Conv2d between,
    BatchNorm2d late,
    Dropout all,
    Conv2d even,
    Conv2d outside,
    Conv2d dilated,
    Conv2d aside,
    Conv2d stepping,
    Conv2d first,
    Conv2d second,
    ConvTranspose2d up,
    List<Linear> twins,
    Linear equal,
    Linear join,
    Linear one,
    LayerNorm ofOne,
    Linear frozen,
    Linear spare,
    Linear head,
    Dropout last)
    implements Layer {

  static FaultyNetwork create() {
    Rng rng = Rng.of(7);
    Linear twin = Linear.of(4, 4).create(rng);
    Linear spare = Linear.of(2, 3).create(rng);
    Objects.requireNonNull(spare.bias())
        .set(Tensors.of(new float[] {1, Float.NaN, Float.POSITIVE_INFINITY}, 3));
    return new FaultyNetwork(
        Conv2d.of(3, 4, kernel(3)).withPadding(1).create(rng),
        BatchNorm2d.create(4),
        BatchNorm2d.create(4),
        Dropout.drop(0.5),
        Conv2d.of(4, 4, kernel(3)).withPadding(1).withoutBias().create(rng),
        BatchNorm2d.create(4),
        Dropout.drop(1),
        Conv2d.of(4, 4, kernel(4)).withPadding(Padding.same()).create(rng),
        Conv2d.of(4, 4, kernel(3)).withPadding(3).create(rng),
        Conv2d.of(4, 4, kernel(3)).withPadding(20).withDilation(20).create(rng),
        Conv2d.of(4, 4, kernel(3)).withPadding(Padding.of(0, 0, 2, 2)).create(rng),
        Conv2d.of(4, 4, kernel(2)).withStride(4).create(rng),
        Conv2d.of(4, 4, kernel(3)).withPadding(1).create(rng),
        Conv2d.of(4, 4, kernel(3)).withPadding(1).create(rng),
        ConvTranspose2d.of(4, 4, kernel(3)).withStride(2).create(rng),
        List.of(twin, twin),
        Linear.of(4, 4)
            .withInitializer(Initializer.constant(0.1))
            .withBiasInitializer(Initializer.constant(0))
            .create(rng),
        Linear.of(4, 4).withInitializer(Initializer.constant(0.5)).create(rng),
        Linear.of(4, 1).create(rng),
        LayerNorm.create(1),
        Linear.of(4, 4).create(rng),
        spare,
        Linear.of(4, 4).create(rng),
        Dropout.drop(0.25));
  }

  @Override
  public Tensor forward(Tensor x, Mode mode) {
    Tensor h = normAgain.forward(norm.forward(biased.forward(x, mode), mode), mode);
    h = h.relu().relu();
    h = late.forward(between.forward(early.forward(h, mode), mode), mode).relu();
    h = h.add(all.forward(h.tanh(), mode));
    h = even.forward(h, mode).tanh();
    h = outside.forward(h, mode).tanh().narrow(2, 2, 16).narrow(3, 2, 16);
    h = dilated.forward(h, mode).tanh();
    h = h.add(aside.forward(h, mode));
    h = stepping.forward(h, mode).relu();
    h = second.forward(first.forward(h, mode), mode).relu();
    h = up.forward(h, mode).relu().mean(2, 3);
    h = twins.get(1).forward(twins.get(0).forward(h, mode).relu(), mode).relu();
    h = h.add(join.forward(equal.forward(h, mode).tanh(), mode));
    h = h.add(ofOne.forward(one.forward(h, mode), mode));
    h = h.add(frozen.forward(h, mode).stopGradient());
    h =
        h.add(x.flatten(1).narrow(1, 0, 4).softmax(0))
            .add(h.softmax(1).softmax(1))
            .add(h.logSoftmax(1).relu());
    h = h.add(one.forward(h, mode).softmax(1));
    return last.forward(head.forward(h, mode), mode).softmax(1);
  }
}
