package octavo.nn.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import octavo.nn.LearnedPositions;
import octavo.nn.Mode;
import octavo.nn.SinusoidalPositions;
import octavo.tensor.Tensor;
import octavo.tensor.Tensors;

/// Reads a text that grows at its end and keeps the keys and values of what it has read, so that one more
/// token costs one step of a [Gpt].
final class GptReader {
  private final Gpt gpt;
  private long[] read = new long[0];
  private List<CausalSelfAttention.Past> pasts = List.of();

  GptReader(Gpt gpt) {
    this.gpt = gpt;
  }

  /// The logits `[vocabulary]` for the token behind these, of which there are at least one and at most the
  /// context.
  Tensor logits(long[] tokens) {
    int known = read.length;
    boolean grown =
        known > 0
            && tokens.length == known + 1
            && Arrays.equals(read, Arrays.copyOf(tokens, known));
    if (!grown) {
      known = 0;
      pasts = List.of();
    }
    Mode mode = Mode.inference();
    long[] fresh = Arrays.copyOfRange(tokens, known, tokens.length);
    if (!placesAreKnown()) {
      return last(gpt.forward(Tensors.of(tokens, 1, tokens.length), mode));
    }
    Tensor h = placed(known, gpt.tokens().forward(Tensors.of(fresh, 1, fresh.length), mode));
    List<CausalSelfAttention.Past> next = new ArrayList<>();
    for (int i = 0; i < gpt.blocks().size(); i++) {
      CausalSelfAttention.Seen seen = gpt.blocks().get(i).goOn(h, grown ? pasts.get(i) : null);
      h = seen.result();
      next.add(seen.past());
    }
    pasts = next;
    read = tokens;
    Tensor step = h.narrow(1, fresh.length - 1, 1);
    return last(gpt.head().forward(gpt.norm().forward(step, mode), mode));
  }

  /// Whether a step can be given its place without those ahead of it.
  private boolean placesAreKnown() {
    return switch (gpt.positions()) {
      case null -> true;
      case LearnedPositions _, SinusoidalPositions _ -> true;
      default -> false;
    };
  }

  private Tensor placed(int first, Tensor x) {
    return switch (gpt.positions()) {
      case LearnedPositions learned -> learned.from(first, x, Mode.inference());
      case SinusoidalPositions waves -> waves.from(first, x);
      case null, default -> x;
    };
  }

  private static Tensor last(Tensor logits) {
    return logits.narrow(1, logits.size(1) - 1, 1).flatten();
  }
}
