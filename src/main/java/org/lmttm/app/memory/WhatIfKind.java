package org.lmttm.app.memory;

/** What can be changed. */
enum WhatIfKind {
    ERASE,
    FREEZE,
    SWAP,
    NOISE,
    OCCLUDE,
    SKIP,
    /** Memory that another case left. */
    START
}
