package org.lmttm.volume.io.dicom;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Value representations (PS3.5, 6.2). */
enum Vr {
    AE,
    AS,
    AT,
    CS,
    DA,
    DS,
    DT,
    FD,
    FL,
    IS,
    LO,
    LT,
    OB,
    OD,
    OF,
    OL,
    OV,
    OW,
    PN,
    SH,
    SL,
    SQ,
    SS,
    ST,
    SV,
    TM,
    UC,
    UI,
    UL,
    UN,
    UR,
    US,
    UT,
    UV;

    private static final Set<Vr> LONG = EnumSet.of(OB, OD, OF, OL, OV, OW, SQ, SV, UC, UN, UR, UT, UV);
    private static final Set<Vr> BINARY =
            EnumSet.of(AT, FD, FL, OB, OD, OF, OL, OV, OW, SL, SQ, SS, SV, UL, UN, US, UV);
    private static final Set<Vr> FREE_TEXT = EnumSet.of(LT, ST, UT, UR);
    private static final Map<String, Vr> BY_CODE = new HashMap<>();

    static {
        for (Vr vr : values()) {
            BY_CODE.put(vr.name(), vr);
        }
    }

    /** The representation of a two-letter code, or null when there is none of that name. */
    static @Nullable Vr of(String code) {
        return BY_CODE.get(code);
    }

    /** Whether explicit VR writes its length in four bytes after two reserved ones (PS3.5, table 7.1-1). */
    boolean longLength() {
        return LONG.contains(this);
    }

    /** Whether the value is text. */
    boolean isText() {
        return !BINARY.contains(this);
    }

    /** Whether the text is one value in which a backslash means nothing. */
    boolean isFreeText() {
        return FREE_TEXT.contains(this);
    }

    /** Whether the specific character set applies; other text is plain ASCII. */
    boolean isLocalised() {
        return switch (this) {
            case LO, LT, PN, SH, ST, UC, UT -> true;
            default -> false;
        };
    }
}
