/** The window's preferences: every remembered choice in one place, each of which can be reset. */
@NullMarked
package org.lmttm.app.preferences;

import org.jspecify.annotations.NullMarked;
