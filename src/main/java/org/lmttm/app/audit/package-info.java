/** The audit log of predictions as the window shows it. */
@NullMarked
package org.lmttm.app.audit;

import org.jspecify.annotations.NullMarked;
