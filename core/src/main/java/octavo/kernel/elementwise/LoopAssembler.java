package octavo.kernel.elementwise;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import octavo.kernel.ClassCode;
import org.jspecify.annotations.Nullable;

/// Makes the loop of each function out of a template: a hidden class with the template's code, in
/// which the call of a function is replaced by the code of the wanted one, and that of all methods
/// of this package which it calls.
///
/// So each loop is one method that calls nothing but the Vector API, which C2 always inlines. It
/// must be so, for a vector stays in a register only while everything is inlined, and C2 cannot be
/// trusted with that: a loop shared by several functions calls them through a table; a function of
/// some length may have been compiled for itself before its loop is ("already compiled into a big
/// method"); and late calls in a long formula are refused ("NodeCountInliningCutoff"). Each of
/// these costs a factor of ten.
///
/// Only straight code can be taken in: no branches, and one return at the end.
final class LoopAssembler {
  private static final String HERE = LoopAssembler.class.getPackageName().replace('.', '/') + '/';
  private static final Map<String, ClassModel> MODELS = new ConcurrentHashMap<>();
  private static final ClassFile FORMAT =
      ClassFile.of(
          ClassFile.ClassHierarchyResolverOption.of(
              ClassHierarchyResolver.ofClassLoading(MethodHandles.lookup())),
          ClassFile.DebugElementsOption.DROP_DEBUG,
          ClassFile.LineNumbersOption.DROP_LINE_NUMBERS);

  private LoopAssembler() {}

  /// The loop of `template` around the static method `name` of the class `forms`, which takes the
  /// place of every call of a method of `sample`; null if there is no such method.
  static <T> @Nullable T loop(
      Class<? extends T> template, Class<?> sample, Class<?> forms, String name, Class<T> type) {
    MethodModel function = find(model(forms.getSimpleName()), name);
    if (function == null) {
      return null;
    }
    String replaced = HERE + sample.getSimpleName();
    byte[] code =
        FORMAT.transformClass(
            model(template.getSimpleName()),
            ClassTransform.transformingMethodBodies((builder, element) -> {
              if (element instanceof InvokeInstruction call
                  && call.owner().asInternalName().equals(replaced)) {
                expand(builder, function);
              } else {
                builder.with(element);
              }
            }));
    try {
      MethodHandles.Lookup hidden = MethodHandles.lookup().defineHiddenClass(code, true);
      return type.cast(hidden.lookupClass().getDeclaredConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("loop: " + name + " cannot be made.", e);
    }
  }

  /// Appends the code of `method`, whose arguments are on the stack, and leaves its result there.
  private static void expand(CodeBuilder builder, MethodModel method) {
    int base = builder.allocateLocal(TypeKind.REFERENCE);
    int slots = ((CodeAttribute) method.code().orElseThrow()).maxLocals();
    for (int i = 1; i < slots; i++) {
      builder.allocateLocal(TypeKind.REFERENCE);
    }
    var parameters = method.methodTypeSymbol().parameterList();
    int slot = 0;
    for (ClassDesc parameter : parameters) {
      slot += TypeKind.from(parameter).slotSize();
    }
    for (int i = parameters.size() - 1; i >= 0; i--) {
      TypeKind kind = TypeKind.from(parameters.get(i));
      slot -= kind.slotSize();
      builder.storeLocal(kind, base + slot);
    }
    for (CodeElement element : method.code().orElseThrow()) {
      if (element instanceof Instruction instruction) {
        append(builder, instruction, base, method);
      }
    }
  }

  private static void append(CodeBuilder builder, Instruction step, int base, MethodModel method) {
    switch (step) {
      case LoadInstruction load -> builder.loadLocal(load.typeKind(), base + load.slot());
      case StoreInstruction store -> builder.storeLocal(store.typeKind(), base + store.slot());
      case ReturnInstruction end -> {}
      case InvokeInstruction call
          when call.opcode() == Opcode.INVOKESTATIC
              && call.owner().asInternalName().startsWith(HERE) ->
          expand(builder, callee(call));
      case BranchInstruction branch -> throw notStraight(method);
      case IncrementInstruction increment -> throw notStraight(method);
      default -> builder.with(step);
    }
  }

  private static IllegalStateException notStraight(MethodModel method) {
    return new IllegalStateException(
        "loop: a vector form must be straight code, but "
            + method.methodName().stringValue()
            + " is not.");
  }

  private static MethodModel callee(InvokeInstruction call) {
    String owner = call.owner().asInternalName().substring(HERE.length());
    for (MethodModel method : model(owner).methods()) {
      if (method.methodName().equals(call.name()) && method.methodType().equals(call.type())) {
        return method;
      }
    }
    throw new IllegalStateException("loop: " + owner + " has no method " + call.name() + ".");
  }

  private static @Nullable MethodModel find(ClassModel owner, String name) {
    for (MethodModel method : owner.methods()) {
      if (method.methodName().equalsString(name)) {
        return method;
      }
    }
    return null;
  }

  private static ClassModel model(String simpleName) {
    return MODELS.computeIfAbsent(simpleName, LoopAssembler::read);
  }

  private static ClassModel read(String simpleName) {
    return FORMAT.parse(ClassCode.of(LoopAssembler.class, simpleName));
  }
}
