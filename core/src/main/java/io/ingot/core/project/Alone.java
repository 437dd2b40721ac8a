package io.ingot.core.project;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A record of which one may stand alone where a list of such is expected. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@interface Alone {}
