/** Synthetic volumes and a synthetic labelled dataset, made from formulas and a seed: no patient is behind them. */
@NullMarked
package org.lmttm.dataset.phantom;

import org.jspecify.annotations.NullMarked;
