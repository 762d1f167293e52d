package org.lmttm.volume;

/**
 * A window with the name that a file gives it, such as DICOM's Window Center & Width Explanation (0028,1055).
 *
 * @param name for the user; empty where the file names it not
 * @param window what becomes black and white, in the volume's scaled values
 */
public record NamedWindow(String name, Window window) {}
