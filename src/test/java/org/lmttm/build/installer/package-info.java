/** Packaging: what {@code mvn -Pinstaller package} runs to make an application image and the platform's installers. */
@NullMarked
package org.lmttm.build.installer;

import org.jspecify.annotations.NullMarked;
