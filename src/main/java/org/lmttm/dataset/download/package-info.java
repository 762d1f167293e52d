/** The published datasets that can be fetched, fetching them, and recognising those that are there already. */
@NullMarked
package org.lmttm.dataset.download;

import org.jspecify.annotations.NullMarked;
