package org.lmttm.app.system;

import java.util.List;

/** Where the state of GPUs comes from. Used on one thread. */
interface GpuSource extends AutoCloseable {
    /** The GPUs now, in the driver's order; empty where there are none. Never throws. */
    List<Gpu> read();

    /** Why there are none, for the user; empty where there are. */
    String absence();

    @Override
    void close();
}
