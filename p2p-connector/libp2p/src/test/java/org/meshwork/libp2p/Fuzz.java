package org.meshwork.libp2p;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Beside {@code @Test}: tries a decoder for as long as {@link FuzzRun} is told to, and may do so
 * while others do. What runs by itself with {@code -Dgroups=fuzz}.
 */
@Tag("fuzz")
@Execution(ExecutionMode.CONCURRENT)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Fuzz {}
