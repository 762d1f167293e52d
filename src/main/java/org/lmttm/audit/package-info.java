/** The append-only log of predictions: what was asked of which model, and what it answered; hashes, never names. */
@NullMarked
package org.lmttm.audit;

import org.jspecify.annotations.NullMarked;
