/**
 * DICOM (PS3.3, PS3.5, PS3.10): data sets, transfer syntaxes, pixel data, and how images become volumes. Knows no other
 * format; its front door is {@code VolumeFiles} of the package above.
 */
@NullMarked
package org.lmttm.volume.io.dicom;

import org.jspecify.annotations.NullMarked;
