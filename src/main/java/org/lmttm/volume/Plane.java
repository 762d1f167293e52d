package org.lmttm.volume;

/**
 * The three orthogonal planes in which a volume is looked at. For a volume with patient geometry a plane is normal to
 * the voxel axis that follows the plane's patient axis most closely; without geometry to the axis as stored: axial i,
 * coronal j, sagittal k.
 */
public enum Plane {
    /** Normal to the top–bottom axis. */
    AXIAL(2, 0, 0, 1),
    /** Normal to the front–back axis. */
    CORONAL(1, 1, 0, 2),
    /** Normal to the right–left axis. */
    SAGITTAL(0, 2, 1, 2);

    private final int patientAxis;
    private final int storedAxis;
    private final int columnPatientAxis;
    private final int rowPatientAxis;

    Plane(int patientAxis, int storedAxis, int columnPatientAxis, int rowPatientAxis) {
        this.patientAxis = patientAxis;
        this.storedAxis = storedAxis;
        this.columnPatientAxis = columnPatientAxis;
        this.rowPatientAxis = rowPatientAxis;
    }

    /** The patient axis that the plane is normal to: 0 = right–left, 1 = front–back, 2 = top–bottom. */
    public int patientAxis() {
        return patientAxis;
    }

    /** The voxel axis (0 = i, 1 = j, 2 = k) that the plane is normal to in a volume without patient geometry. */
    public int storedAxis() {
        return storedAxis;
    }

    /** The patient axis that a shown slice's columns follow, from the positive to the negative side. */
    int columnPatientAxis() {
        return columnPatientAxis;
    }

    /** The patient axis that a shown slice's rows follow, from the positive to the negative side. */
    int rowPatientAxis() {
        return rowPatientAxis;
    }
}
