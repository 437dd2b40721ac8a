package io.ingot.core.project;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a component: the key in the file where it is not the component's name in snake case (say
 * {@code else}). On a kind of a sealed interface: the key whose presence tells the kind.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.TYPE})
public @interface Key {
  String value();
}
