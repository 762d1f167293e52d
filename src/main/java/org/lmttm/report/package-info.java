/** The report of one case as HTML and PDF: figures drawn without a toolkit, what the model said, and how far to trust it. */
@NullMarked
package org.lmttm.report;

import org.jspecify.annotations.NullMarked;
