/** Fetching one file over the network: resumed, retried, checked against its checksum; knows not what is fetched. */
@NullMarked
package org.lmttm.download;

import org.jspecify.annotations.NullMarked;
