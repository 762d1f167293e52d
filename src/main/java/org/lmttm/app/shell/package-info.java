/** The window: composes workspaces, library, menus, status bar. Uses every other package of app; none uses it. */
@NullMarked
package org.lmttm.app.shell;

import org.jspecify.annotations.NullMarked;
