package octavo.nn;

import java.util.ArrayList;
import java.util.List;
import octavo.random.Rng;

/// Layers one after the other, some of them still to be made: `create` leaves out the bias of a
/// convolution or linear layer right ahead of a norm that would cancel it.
///
/// ```java
/// Sequential block =
///     Sequential.builder()
///         .then(Conv2d.of(3, 16, kernel(3))) // gets no bias
///         .then(BatchNorm2d.of(16))
///         .then(new Relu())
///         .create(rng);
/// ```
///
/// A norm by the statistics of each channel takes the channel's mean off, and with it any number
/// that was added to the whole channel: such a bias has no influence and no gradient. So it is with
/// batch norm and instance norm of as many channels as the layer gives; layer norm and group norm
/// average over several channels, and the bias ahead of them stays. Layers that are made already
/// stay as they are.
public final class SequentialBuilder {
  /// A layer, made or to be made.
  private interface Part {
    /// The layer; without a bias if the next one cancels it.
    Layer create(Rng rng, boolean cancelled);

    /// The channels of a norm that cancels a bias, else -1.
    default int cancels() {
      return -1;
    }

    /// The channels that a bias would be added to, else 0.
    default int biased() {
      return 0;
    }
  }

  private record Made(Layer layer) implements Part {
    @Override
    public Layer create(Rng rng, boolean cancelled) {
      return layer;
    }

    @Override
    public int cancels() {
      return layer instanceof ChannelNorm norm ? norm.channels() : -1;
    }
  }

  private record Norm(ChannelNormBuilder<? extends ChannelNorm> builder) implements Part {
    @Override
    public Layer create(Rng rng, boolean cancelled) {
      return builder.create();
    }

    @Override
    public int cancels() {
      return builder.channels();
    }
  }

  private record Convolution(ConvBuilder<? extends Layer> builder) implements Part {
    @Override
    public Layer create(Rng rng, boolean cancelled) {
      return (cancelled ? builder.withoutBias() : builder).create(rng);
    }

    @Override
    public int biased() {
      return builder.channelsOnAxisOne();
    }
  }

  private record Dense(Linear.Options options) implements Part {
    @Override
    public Layer create(Rng rng, boolean cancelled) {
      return (cancelled ? options.withoutBias() : options).create(rng);
    }

    @Override
    public int biased() {
      return options.out();
    }
  }

  private final List<Part> parts;

  private SequentialBuilder(List<Part> parts) {
    this.parts = parts;
  }

  static SequentialBuilder empty() {
    return new SequentialBuilder(List.of());
  }

  private SequentialBuilder with(Part part) {
    List<Part> more = new ArrayList<>(parts);
    more.add(part);
    return new SequentialBuilder(List.copyOf(more));
  }

  /// Then a layer that is made already.
  public SequentialBuilder then(Layer layer) {
    return with(new Made(layer));
  }

  /// Then a convolution.
  public SequentialBuilder then(ConvBuilder<? extends Layer> convolution) {
    return with(new Convolution(convolution));
  }

  /// Then a linear layer. Ahead of a batch norm its inputs are `[batch, features]`.
  public SequentialBuilder then(Linear.Options linear) {
    return with(new Dense(linear));
  }

  /// Then a norm.
  public SequentialBuilder then(ChannelNormBuilder<? extends ChannelNorm> norm) {
    return with(new Norm(norm));
  }

  /// The layers, with weights drawn from `rng` in order. A bias that is left out draws nothing.
  public Sequential create(Rng rng) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      int next = i + 1 < parts.size() ? parts.get(i + 1).cancels() : -1;
      layers.add(parts.get(i).create(rng, parts.get(i).biased() == next));
    }
    return new Sequential(layers);
  }
}
