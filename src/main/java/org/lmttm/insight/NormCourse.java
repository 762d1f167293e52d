package org.lmttm.insight;

/**
 * How large each block is and how much it changes, timestamp by timestamp, as Euclidean norms of all its values.
 *
 * @param norm (K, T) after the write
 * @param change (K, T) of the difference that the timestamp made; 0 where the block was not written
 */
public record NormCourse(double[][] norm, double[][] change) {
    /** Of a whole trace. */
    public static NormCourse of(TraceReading reading) {
        int blocks = reading.architecture().blocks();
        double[][] norm = new double[blocks][reading.steps()];
        double[][] change = new double[blocks][reading.steps()];
        for (int block = 0; block < blocks; block++) {
            for (int t = 0; t < reading.steps(); t++) {
                norm[block][t] = reading.norm(t, block, Phase.AFTER);
                change[block][t] = reading.norm(t, block, Phase.CHANGE);
            }
        }
        return new NormCourse(norm, change);
    }

    /** The largest of all, at least a little above 0; where an axis for all blocks ends. */
    public double largest() {
        double largest = 1e-9;
        for (double[][] values : new double[][][] {norm, change}) {
            for (double[] course : values) {
                for (double value : course) {
                    largest = Math.max(largest, value);
                }
            }
        }
        return largest;
    }
}
