package org.lmttm;

/** Entry point of the workbench: a plain class, because one that extends Application cannot start from a class path. */
public final class Main {
    private Main() {}

    /**
     * Runs the command line, or opens the window when there are no arguments.
     *
     * @param args the command and its options; see {@code lmttm --help}
     */
    public static void main(String[] args) {
        System.out.println("LMTTM Workbench");
    }
}
