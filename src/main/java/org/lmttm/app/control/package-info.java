/** Reusable controls that know no workspace, and what a workspace is. May use {@code app.state}, nothing else of app. */
@NullMarked
package org.lmttm.app.control;

import org.jspecify.annotations.NullMarked;
