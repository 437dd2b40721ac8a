package io.ingot.core.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AnnotatedElementContext;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.io.TempDirFactory;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Makes every temporary folder of the suite, and holds the lakes below it to {@link Conservation}
 * before the folder goes: whatever made them, and without a word in the test. The build names it as
 * JUnit's factory for all modules.
 */
public final class LakeFolders implements TempDirFactory {
  private static final Namespace CHECKS = Namespace.create(LakeFolders.class);

  public LakeFolders() {}

  @Override
  public Path createTempDirectory(AnnotatedElementContext element, ExtensionContext context)
      throws IOException {
    Path folder = Files.createTempDirectory("junit-");
    if (!isExempt(context)) {
      // A store is closed from its newest entry on, so this one is asked before the folder goes.
      context
          .getStore(CHECKS)
          .put(
              folder,
              (CloseableResource)
                  () -> {
                    if (context.getExecutionException().isEmpty()) {
                      Conservation.requireBelow(folder);
                    }
                  });
    }
    return folder;
  }

  private static boolean isExempt(ExtensionContext context) {
    return AnnotationSupport.isAnnotated(context.getElement(), Unconserved.class)
        || AnnotationSupport.isAnnotated(context.getTestClass(), Unconserved.class);
  }
}
