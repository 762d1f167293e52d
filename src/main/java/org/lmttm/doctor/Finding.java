package org.lmttm.doctor;

/**
 * One thing that was looked at.
 *
 * @param name what it is
 * @param value what was found, without names of people: the home folder stands as ~
 * @param level whether it is as it should be
 * @param advice what to do about it; empty where nothing is to be done
 */
public record Finding(String name, String value, Level level, String advice) {
    /** Whether something is as it should be. */
    public enum Level {
        /** As it should be. */
        OK,
        /** The program works, with less. */
        NOTE,
        /** Part of the program does not work. */
        PROBLEM
    }

    /** A finding that is as it should be. */
    public static Finding ok(String name, String value) {
        return new Finding(name, value, Level.OK, "");
    }

    /** Less than there could be, and what would help. */
    public static Finding note(String name, String value, String advice) {
        return new Finding(name, value, Level.NOTE, advice);
    }

    /** What does not work, and what to do. */
    public static Finding problem(String name, String value, String advice) {
        return new Finding(name, value, Level.PROBLEM, advice);
    }
}
