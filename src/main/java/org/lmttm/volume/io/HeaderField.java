package org.lmttm.volume.io;

/**
 * One field of a file's header, for people to read and search.
 *
 * @param key how the format writes it: {@code pixdim}, {@code space origin}, {@code (0028,0030)}
 * @param name what it is called in words; the key where the format has no other name
 * @param value what it says, shortened where it is long; empty where the field is
 * @param patientData whether it may tell who the patient is: names, numbers, dates, and free text, in which anything may
 *     stand. Such fields are hidden unless asked for, and are not carried into exported files
 */
public record HeaderField(String key, String name, String value, boolean patientData) {}
