/** The published datasets that can be fetched, and recognising those that are there already. */
@NullMarked
package org.lmttm.dataset.download;

import org.jspecify.annotations.NullMarked;
