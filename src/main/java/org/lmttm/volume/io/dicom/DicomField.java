package org.lmttm.volume.io.dicom;

/**
 * An element of a header, for people.
 *
 * @param path its tag; within sequences after those that it stands in, such as {@code (0040,0275)[1] (0040,0007)}
 * @param name the standard's name, or "Private" with the maker's group
 * @param vr how it is represented
 * @param value as text, shortened where it is long
 * @param patientData whether it may tell who the patient is
 */
public record DicomField(String path, String name, String vr, String value, boolean patientData) {}
