package org.lmttm.volume.io.dicom;

import java.util.Set;

/**
 * Which elements may tell who the patient is. A superset of those that the basic application level confidentiality profile
 * removes or replaces (PS3.15, table E.1-1): whole groups and representations rather than single elements, so that what is
 * added to the standard later is covered too.
 */
final class Confidentiality {
    /** Patient, clinical trial, study request, visit, procedure and results. */
    private static final Set<Integer> GROUPS = Set.of(0x0010, 0x0012, 0x0032, 0x0038, 0x0040, 0x4008, 0x4010);

    /** Words in keywords of other groups that name people, places, devices, orders and what was written about them. */
    private static final String[] WORDS = {
        "AccessionNumber",
        "Address",
        "Admission",
        "Admitting",
        "AETitle",
        "Annotation",
        "CassetteID",
        "Comment",
        "ContrastBolusAgent",
        "ContentCreator",
        "ContentDescription",
        "ContentLabel",
        "ContentSequence",
        "Contributi",
        "Custodial",
        "Department",
        "DetectorID",
        "DeviceID",
        "DeviceSerialNumber",
        "DeviceDescription",
        "DeviceLabel",
        "Digital",
        "EncryptedAttributes",
        "GantryID",
        "GeneratorID",
        "History",
        "IconImage",
        "Identif",
        "Institution",
        "Issuer",
        "Label",
        "ModifiedAttributes",
        "Observer",
        "Operator",
        "OriginalAttributes",
        "Patient",
        "Performer",
        "Person",
        "Physician",
        "PlateID",
        "Procedure",
        "ProtocolName",
        "ProtocolDescription",
        "Referenced",
        "ScreenID",
        "SerialNumber",
        "SeriesDescription",
        "SourceID",
        "StationName",
        "StudyDescription",
        "StudyID",
        "StudyStatusID",
        "SubjectID",
        "Telephone",
        "TextString",
        "TextValue",
        "Timezone",
        "TopicTitle",
        "TopicKeywords",
        "UserID",
        "DerivationDescription",
        "DischargeDiagnosis",
        "DigitizerID",
        "Verif",
    };

    private static final String STANDARD_UID = "1.2.840.10008.";

    private Confidentiality() {}

    /** Whether an element of a data set may tell who the patient is. */
    static boolean tells(DataSet data, Element element) {
        int tag = element.tag();
        if (DataDictionary.isPrivate(tag) || GROUPS.contains(tag >>> 16)) {
            return true;
        }
        return switch (element.vr()) {
            case PN, DA, DT, TM, AS, AE, LT, ST, UT, UC, UR, UN -> true;
            case UI -> !data.text(element).startsWith(STANDARD_UID);
            default -> named(tag);
        };
    }

    private static boolean named(int tag) {
        String keyword = DataDictionary.keyword(tag);
        if (keyword.equals("ImagePositionPatient")
                || keyword.equals("ImageOrientationPatient")
                || keyword.equals("PatientPosition")) {
            return false; // where the slice lies in the patient, not who that is
        }
        for (String word : WORDS) {
            if (keyword.contains(word)) {
                return true;
            }
        }
        return keyword.isEmpty(); // unknown to the standard as of now
    }
}
