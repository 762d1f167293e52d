/** Saved desks: what was open and how it was shown, kept for later and for after a crash. */
@org.jspecify.annotations.NullMarked
package org.lmttm.app.desk;
