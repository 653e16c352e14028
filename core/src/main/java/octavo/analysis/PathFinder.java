package octavo.analysis;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import octavo.analysis.LayerTree.Held;
import octavo.analysis.LayerTree.Part;
import octavo.analysis.MethodCode.CallSite;
import org.jspecify.annotations.Nullable;

/// Finds out which layer of a network each run of a method belonged to.
///
/// The code of the caller tells from which field the layer came; for elements of a list, the part that was
/// announced, the parameters that were read, and the order of the turns. What stays open counts for the
/// innermost layer around of which nothing is open.
final class PathFinder {
  private final LayerTree layers;

  PathFinder(LayerTree layers) {
    this.layers = layers;
  }

  /// Finds the layer of each run.
  static void resolve(Invocation root, LayerTree layers) {
    PathFinder finder = new PathFinder(layers);
    root.part = layers.root();
    root.exact = root.frame.type().isInstance(layers.root().layer());
    List<Invocation> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      Invocation run = open.removeLast();
      finder.resolveCallees(run);
      open.addAll(run.callees);
    }
  }

  private MethodCode code(Invocation run) {
    Frame frame = run.frame;
    return MethodCodes.of(frame.type(), frame.method(), frame.descriptor());
  }

  private void resolveCallees(Invocation run) {
    Map<Integer, List<Invocation>> bySite = new LinkedHashMap<>();
    for (Invocation callee : run.callees) {
      if (!callee.frame.isOfLayer()) {
        settle(callee, run.part, false);
      } else if (callee.frame.isFunctionBody()) {
        resolveFunction(run, callee);
      } else {
        bySite.computeIfAbsent(callee.site, s -> new ArrayList<>()).add(callee);
      }
    }
    bySite.forEach((site, callees) -> resolveSite(run, site(run, callees), callees));
  }

  /// The call of one of several runs that begin in one place; null if it is not known.
  private @Nullable CallSite site(Invocation run, List<Invocation> callees) {
    Invocation one = callees.getFirst();
    CallSite site = code(run).calls().get(one.site);
    return site != null && site.method().equals(one.frame.method()) ? site : null;
  }

  /// A function that was written in a layer's method belongs to the layer in which it was written.
  private void resolveFunction(Invocation run, Invocation callee) {
    Invocation around = run;
    while (around.caller != null && around.frame.type() != callee.frame.type()) {
      around = around.caller;
    }
    if (around.exact && around.frame.type() == callee.frame.type()) {
      settle(callee, around.part, true);
    } else {
      byParameters(run, callee);
    }
  }

  private void resolveSite(Invocation run, @Nullable CallSite site, List<Invocation> callees) {
    Source receiver = site == null ? Source.UNKNOWN : site.receiver();
    if (receiver == null) {
      callees.forEach(callee -> settle(callee, run.part, run.exact)); // a static method of a layer
      return;
    }
    if (receiver instanceof Source.Made) {
      callees.forEach(callee -> settle(callee, run.part, false));
      return;
    }
    Held held = evaluate(receiver, run);
    if (held == null) {
      callees.forEach(callee -> byParameters(run, callee));
      return;
    }
    List<List<Part>> allowed = new ArrayList<>();
    for (Invocation callee : callees) {
      allowed.add(held.parts().stream().filter(part -> mayBe(callee, part, held.isOne())).toList());
    }
    if (held.inOrder() && isOneTurn(run, receiver, callees.getFirst().site)) {
      allowed = new Turns(held.parts(), allowed).narrowed();
    }
    for (int i = 0; i < callees.size(); i++) {
      List<Part> left = allowed.get(i);
      boolean one = left.size() == 1;
      settle(callees.get(i), one ? left.getFirst() : run.part, one);
    }
  }

  /// Whether a loop comes to a call but once with each element of a list.
  private boolean isOneTurn(Invocation run, Source receiver, int site) {
    return receiver instanceof Source.Elements elements
        && !code(run).reachesWithout(site, site, elements.step());
  }

  /// Whether the class, what was announced, and the parameters that were read allow that layer.
  private static boolean mayBe(Invocation callee, Part part, boolean alone) {
    if (alone) {
      return isInstance(callee, part);
    }
    String name = part.path().substring(part.path().lastIndexOf('.') + 1);
    boolean announced = callee.announced < 0 || name.equals("" + callee.announced);
    return announced && isInstance(callee, part) && part.all().containsAll(callee.all);
  }

  private static boolean isInstance(Invocation callee, Part part) {
    return callee.frame.type().isInstance(part.layer());
  }

  /// Takes the only layer within that of `run` which has the parameters that were read.
  private void byParameters(Invocation run, Invocation callee) {
    Part around = run.part == null ? layers.root() : run.part;
    boolean own = !callee.own.isEmpty();
    List<Part> found = new ArrayList<>();
    for (Part part : layers.parts().values()) {
      boolean has = own ? part.own().containsAll(callee.own) : part.all().containsAll(callee.all);
      if (has && isInstance(callee, part) && isWithin(part, around)) {
        found.add(part);
      }
    }
    boolean one = !callee.all.isEmpty() && found.size() == 1;
    settle(callee, one ? found.getFirst() : run.part, one);
  }

  private static boolean isWithin(Part part, Part around) {
    for (Part at = part; at != null; at = at.around()) {
      if (at == around) {
        return true;
      }
    }
    return false;
  }

  private static void settle(Invocation callee, @Nullable Part part, boolean exact) {
    callee.part = part;
    callee.exact = exact && part != null && isInstance(callee, part);
  }

  /// The layers that a source may be in a run; null if nothing is known.
  @Nullable Held evaluate(Source source, Invocation run) {
    return switch (source) {
      case Source.This self -> run.exact && run.part != null ? Held.one(List.of(run.part)) : null;
      case Source.Argument argument -> argument(argument.index(), run);
      case Source.Field field -> {
        Held of = evaluate(field.of(), run);
        yield of != null && of.isOne() ? of.parts().getFirst().field(field.name()) : null;
      }
      case Source.Listed listed -> listed(listed, run);
      case Source.Element element -> {
        Held list = evaluate(element.list(), run);
        yield list == null || !list.isList() ? null : list.element(element.index());
      }
      case Source.Elements elements -> {
        Held list = evaluate(elements.list(), run);
        boolean once =
            elements.start() >= 0 && !code(run).reaches(elements.start(), elements.start());
        yield list == null || !list.isList() ? null : new Held(list.parts(), false, once);
      }
      default -> null;
    };
  }

  private @Nullable Held argument(int index, Invocation run) {
    Invocation caller = run.caller;
    if (caller == null) {
      return null;
    }
    CallSite site = site(caller, List.of(run));
    if (site == null || index >= site.arguments().size()) {
      return null;
    }
    Held held = evaluate(site.arguments().get(index), caller);
    return held == null || held.isList() || held.isOne() ? held : null;
  }

  private @Nullable Held listed(Source.Listed listed, Invocation run) {
    List<Part> parts = new ArrayList<>();
    for (Source source : listed.sources()) {
      Held held = evaluate(source, run);
      if (held == null || !held.isOne()) {
        return null;
      }
      parts.add(held.parts().getFirst());
    }
    return Held.list(parts);
  }
}
