package org.lmttm.dataset;

import java.util.Locale;

/** What can be wrong with a cohort, and what to do about it. */
public enum FindingKind {
    /** The table is no text, no CSV, or too large. */
    TABLE("save the table as CSV, UTF-8, separated by commas"),
    /** Header: columns missing, doubled, or named nearly as one that is known. */
    COLUMNS("name the columns file and label; patient, split, x,y,z or i,j,k, and roi may follow"),
    /** A row with too few or too many cells, or an empty one that is needed. */
    ROW("fill the row's cells, or take the row out"),
    /** A label that is none of the classes. */
    LABEL("correct the label, or name its class in the JSON beside the table"),
    /** Fewer than two classes, or far too many. */
    CLASSES("give every case one of at least two classes"),
    /** A split that is none of train, val and test, or that only some rows have. */
    SPLIT("write train, val or test in every row, or leave the column out: then patients are divided"),
    /** A patient's cases in two splits. */
    PATIENT_IN_TWO_SPLITS("put all cases of the patient into one split"),
    /** No case in a split. */
    SPLIT_EMPTY("move patients into that split, or leave the column split out"),
    /** A class without a case in a split. */
    CLASS_MISSING("move a patient of that class into the split, or add cases"),
    /** No column of patients. */
    NO_PATIENTS("add a column patient, so that one person's cases stay in one split"),
    /** A path that leads nowhere. */
    FILE_MISSING("correct the path, which is relative to the table's folder, or bring the file there"),
    /** A file that two rows name, with the same place in it. */
    FILE_TWICE("keep one of the two rows, or name another place in each"),
    /** A file that cannot be read. */
    UNREADABLE("copy the file again or export it anew, or take the row out"),
    /** All voxels have one value. */
    EMPTY("export the volume anew, or take the row out"),
    /** Voxels that are no numbers. */
    NOT_FINITE("export the volume anew with finite values, or take the row out"),
    /** The same voxels in two rows of a split. */
    SAME_VOXELS("keep one of the cases"),
    /** The same voxels in two splits: what was learnt from one is asked in the other. */
    SAME_VOXELS_ACROSS_SPLITS("keep the case in one split only"),
    /** The same voxels under different labels. */
    SAME_VOXELS_OTHER_LABEL("find out which label is right, and keep one of the cases"),
    /** A volume of which nobody knows how it lies in the patient. */
    NO_GEOMETRY("use a format that carries geometry for all volumes, or take all of them as stored"),
    /** Voxels of another size than the others have. */
    SPACING("check that the volume belongs here; it is resampled, so it may be kept"),
    /** Another number of voxels than the others have. */
    SIZE("check that the volume belongs here; it is resampled, so it may be kept"),
    /** Other axes than the others have. */
    ORIENTATION("check that the volume belongs here; axes such as SAR turn every volume alike"),
    /** Another modality than the others have. */
    MODALITY("check that the volume belongs here, and choose an intensity that suits both"),
    /** A file with several volumes. */
    SEVERAL_VOLUMES("write the volume that counts into a file of its own, unless it is the first"),
    /** Something odd that the reader of the file saw. */
    READER("look at the volume before it is used"),
    /** A place of the region of interest that cannot be used. */
    PLACE("correct the cells x,y,z (mm, RAS+), i,j,k (voxels from 0) or roi (a mask), or leave them empty"),
    /** The region of interest reaches over the volume's border. */
    REGION("choose a smaller region; voxels beyond the border repeat the last one");

    private final String advice;

    FindingKind(String advice) {
        this.advice = advice;
    }

    /** What to do, as an imperative without a full stop. */
    public String advice() {
        return advice;
    }

    /** The name in JSON and CSV, such as {@code file_missing}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
