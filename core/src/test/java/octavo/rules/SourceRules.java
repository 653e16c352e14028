package octavo.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// The rules for one source file. Each broken one gives one line of text.
final class SourceRules {
  private static final int FILE_LINES = 500;
  private static final int METHOD_LINES = 60;
  private static final int SIMD_METHOD_LINES = 130;

  /// Marks of something unfinished; put together here so that this file does not hold them.
  private static final Pattern UNFINISHED =
      Pattern.compile("\\b(Unsupported" + "OperationException|TO" + "DO|FIX" + "ME|XX" + "X)\\b");

  private final String file;
  private final String text;
  private final List<String> broken = new ArrayList<>();

  private SourceRules(String file, String text) {
    this.file = file;
    this.text = text;
  }

  /// What is wrong with a file.
  ///
  /// @param file its path, for the messages; a name that starts with `Simd` allows longer methods
  /// @param text its content
  /// @param exported whether its public parts are for users, and so must be documented
  static List<String> check(String file, String text, boolean exported) {
    SourceRules rules = new SourceRules(file, text);
    rules.checkLines();
    rules.checkTree(exported);
    return rules.broken;
  }

  private void report(long line, String what) {
    broken.add(file + ":" + line + ": " + what);
  }

  private void checkLines() {
    List<String> lines = text.lines().toList();
    if (lines.size() > FILE_LINES) {
      report(lines.size(), "a file must not be longer than " + FILE_LINES + " lines");
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher unfinished = UNFINISHED.matcher(line);
      if (unfinished.find()) {
        report(i + 1, "'" + unfinished.group() + "' marks something unfinished");
      }
      if (line.indexOf('\t') >= 0) {
        report(i + 1, "a tab");
      }
      if (line.strip().startsWith("/**")) {
        report(i + 1, "comments for readers of the API are Markdown and start with ///");
      }
    }
  }

  private void checkTree(boolean exported) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, null, List.of("-proc:none"), null, List.of(new Text(text)));
    CompilationUnitTree unit;
    try {
      unit = task.parse().iterator().next();
    } catch (IOException e) {
      throw new IllegalStateException("source rules: " + file + " cannot be parsed", e);
    }
    for (ImportTree line : unit.getImports()) {
      if (line.getQualifiedIdentifier().toString().endsWith(".*")) {
        report(0, "a wildcard import of " + line.getQualifiedIdentifier());
      }
    }
    new Walk(unit, DocTrees.instance(task), exported).scan(unit, null);
  }

  /// Visits every declaration and looks at its length and its comment.
  private final class Walk extends TreePathScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final boolean exported;

    Walk(CompilationUnitTree unit, DocTrees trees, boolean exported) {
      this.unit = unit;
      this.trees = trees;
      this.exported = exported;
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }

    private long first(Tree tree) {
      return line(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      long length =
          line(trees.getSourcePositions().getEndPosition(unit, method)) - first(method) + 1;
      String name = file.substring(file.lastIndexOf('/') + 1);
      int limit = name.startsWith("Simd") ? SIMD_METHOD_LINES : METHOD_LINES;
      if (length > limit) {
        report(first(method), method.getName() + " has " + length + " lines, more than " + limit);
      }
      // the compact constructor of a record is described by the record
      boolean inherited = has(method.getModifiers(), "Override") || isCompact(method);
      if (!inherited) {
        requireComment(method, method.getModifiers(), "method " + method.getName());
      }
      return super.visitMethod(method, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      requireComment(type, type.getModifiers(), "type " + type.getSimpleName());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitVariable(VariableTree field, Void nothing) {
      boolean component = isRecord(getCurrentPath().getParentPath()) && !isStatic(field);
      if (!component) {
        requireComment(field, field.getModifiers(), "field " + field.getName());
      }
      return super.visitVariable(field, null);
    }

    private void requireComment(Tree tree, ModifiersTree modifiers, String what) {
      TreePath path = getCurrentPath();
      if (exported && isForUsers(path, modifiers) && trees.getDocComment(path) == null) {
        report(first(tree), "the " + what + " has no /// comment");
      }
    }

    private boolean isForUsers(TreePath path, ModifiersTree modifiers) {
      Tree owner = path.getParentPath().getLeaf();
      if (owner instanceof CompilationUnitTree) {
        return modifiers.getFlags().contains(Modifier.PUBLIC);
      }
      if (!(owner instanceof ClassTree type)) {
        return false;
      }
      boolean ofInterface =
          (type.getKind() == Tree.Kind.INTERFACE || type.getKind() == Tree.Kind.ANNOTATION_TYPE)
              && !modifiers.getFlags().contains(Modifier.PRIVATE);
      boolean open =
          ofInterface
              || modifiers.getFlags().contains(Modifier.PUBLIC)
              || modifiers.getFlags().contains(Modifier.PROTECTED);
      return open && isForUsers(path.getParentPath(), type.getModifiers());
    }

    private boolean isCompact(MethodTree method) {
      return method.getName().contentEquals("<init>") && isRecord(getCurrentPath().getParentPath());
    }
  }

  private static boolean isRecord(TreePath path) {
    return path.getLeaf().getKind() == Tree.Kind.RECORD;
  }

  private static boolean isStatic(VariableTree field) {
    return field.getModifiers().getFlags().contains(Modifier.STATIC);
  }

  private static boolean has(ModifiersTree modifiers, String annotation) {
    return modifiers.getAnnotations().stream()
        .anyMatch(a -> a.getAnnotationType().toString().equals(annotation));
  }

  /// A text as the compiler wants to have it.
  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("string:///Source.java"), JavaFileObject.Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
